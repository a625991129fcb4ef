import { type Signal, signal } from '@preact/signals';
import type { Reminder, ReminderFilter, ReminderStatus } from '../client/client.ts';
import type { Counted } from './match-count.ts';
import { spaced } from './phones.ts';
import { bellhop, explain } from './server.ts';
import { statusWords } from './words.ts';

/** At once; a browser opens six connections to a server. */
const AT_ONCE = 6;

export type BulkAction = 'cancel' | 'retry';

/** Whom it is done to: rows that were picked, or everything that matches. */
export type BulkTarget =
  | { readonly kind: 'picked'; readonly reminders: readonly Reminder[] }
  | { readonly kind: 'all'; readonly filter: ReminderFilter; readonly counted: Counted };

export interface BulkResult {
  readonly id: string;
  readonly phoneNumber: string;
  readonly isDone: boolean;
  readonly text: string;
}

/** So many results are shown: whoever has more looks at the list. */
const MOST_SHOWN = 200;
/** However fast it goes, it is shown so often. */
const SHOW_EVERY_MS = 100;

export interface BulkProgress {
  readonly done: number;
  readonly notDone: number;
  /** What did not work first, since somebody has to look at that; not all of them if there are many. */
  readonly shown: readonly BulkResult[];
}

export interface BulkRun {
  readonly progress: Signal<BulkProgress>;
  /** `null` until it is known. */
  readonly total: Signal<number | null>;
  readonly state: Signal<'running' | 'done' | 'stopped'>;
  readonly problem: Signal<string | null>;
  stop(): void;
}

/** From which statuses each action leads somewhere. */
export const startsFrom: Readonly<Record<BulkAction, readonly ReminderStatus[]>> = {
  cancel: ['SCHEDULED'],
  retry: ['FAILED', 'CANCELLED'],
};

/** Does one thing to many reminders, each on its own: what is not possible for one does not stop the others. */
export function runBulk(
  action: BulkAction,
  target: BulkTarget,
  onChanged: (reminder: Reminder) => void,
): BulkRun {
  const progress = signal<BulkProgress>({ done: 0, notDone: 0, shown: [] });
  const counted = { done: 0, notDone: 0 };
  const firstDone: BulkResult[] = [];
  const firstNotDone: BulkResult[] = [];
  const total = signal<number | null>(null);
  const state = signal<'running' | 'done' | 'stopped'>('running');
  const problem = signal<string | null>(null);
  const stopping = new AbortController();
  void run();

  function note(result: BulkResult): void {
    counted[result.isDone ? 'done' : 'notDone']++;
    const first = result.isDone ? firstDone : firstNotDone;
    if (first.length < MOST_SHOWN) first.push(result);
  }

  function show(): void {
    progress.value = { ...counted, shown: [...firstNotDone, ...firstDone].slice(0, MOST_SHOWN) };
  }

  async function run(): Promise<void> {
    const timer = setInterval(show, SHOW_EVERY_MS);
    try {
      const queue = target.kind === 'picked' ? [...target.reminders] : await collect(target.filter);
      total.value = queue.length;
      const worker = async () => {
        for (let next = queue.shift(); next && !stopping.signal.aborted; next = queue.shift()) {
          note(await act(next));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    } catch (error) {
      if (!stopping.signal.aborted) problem.value = explain(error);
    }
    clearInterval(timer);
    show();
    state.value = stopping.signal.aborted || problem.value ? 'stopped' : 'done';
  }

  async function collect(filter: ReminderFilter): Promise<Reminder[]> {
    const status = startsFrom[action].filter((each) => !filter.status || filter.status.includes(each));
    const found: Reminder[] = [];
    // All of them first: what is changed meanwhile would move the pages.
    for await (const page of bellhop.list({
      filter: { ...filter, status },
      pageSize: 100,
      signal: stopping.signal,
    })) {
      found.push(...page.reminders);
    }
    return found;
  }

  async function act({ id, phoneNumber }: Reminder): Promise<BulkResult> {
    const of = { id, phoneNumber: spaced(phoneNumber) };
    try {
      const result = await (action === 'cancel' ? bellhop.cancel(id) : bellhop.retry(id));
      switch (result.__typename) {
        case 'CancelReminderSuccess':
        case 'RetryReminderSuccess':
          onChanged(result.reminder);
          return { ...of, isDone: true, text: action === 'cancel' ? 'Cancelled' : 'Scheduled again' };
        case 'StatusConflictError':
        case 'VersionConflictError':
          onChanged(result.reminder);
          return {
            ...of,
            isDone: false,
            text: `Left alone: it is ${statusWords[result.reminder.status].toLowerCase()}`,
          };
        default:
          return { ...of, isDone: false, text: result.message };
      }
    } catch (error) {
      return { ...of, isDone: false, text: explain(error) };
    }
  }

  return { progress, total, state, problem, stop: () => stopping.abort() };
}
