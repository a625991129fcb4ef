import { signal } from '@preact/signals';
import { AuthError, CursorExpiredError, type StatusChange } from '../client/client.ts';
import { bellhop, explain } from './server.ts';

const GIVE_UP_PAUSE_MS = 3_000;
/** How many changes a second there are makes no difference: they are shown together, so often. */
const SHOW_EVERY_MS = 100;

export type Link = 'connecting' | 'live' | 'lost';
export type OnChanges = (changes: readonly StatusChange[]) => void;

/** How the live connection is. */
export const link = signal<Link>('connecting');
/** Grows when changes may have been missed: whatever is shown has to be read again. */
export const missed = signal(0);

const listeners = new Set<OnChanges>();
let waiting: StatusChange[] = [];
let begun = Promise.withResolvers<void>();

/** Resolves once changes are followed: what is read after that changes no more unnoticed. */
export function followed(): Promise<void> {
  return begun.promise;
}

/** Tells of all changes from now on, in order, none missed and none twice; answers how to stop. */
export function onChanges(listener: OnChanges): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** Follows every change for as long as the page lives, over however many connections. */
export async function follow(): Promise<never> {
  let after: string | null = null;
  /** Whether something was read that may have changed before this began, or went on, to follow. */
  let hasGap = false;
  for (;;) {
    try {
      if (after === null) {
        after = await bellhop.cursor();
        begun.resolve();
        if (hasGap) missed.value++;
        hasGap = false;
      }
      for await (const change of bellhop.watch({ after, onConnection: ({ kind }) => onConnection(kind) })) {
        after = change.cursor;
        if (waiting.length === 0) setTimeout(show, SHOW_EVERY_MS);
        waiting.push(change);
      }
    } catch (error) {
      link.value = 'lost';
      if (error instanceof AuthError) explain(error);
      if (error instanceof CursorExpiredError) {
        after = null;
        hasGap = true;
        begun = Promise.withResolvers();
        continue;
      }
      if (after === null) hasGap = true;
      // Whoever waits for the beginning is told what is wrong by their own reading.
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, GIVE_UP_PAUSE_MS));
    }
  }
}

function onConnection(kind: 'connected' | 'lost'): void {
  link.value = kind === 'connected' ? 'live' : 'lost';
}

function show(): void {
  const changes = waiting;
  waiting = [];
  for (const listener of listeners) listener(changes);
}
