import { type Signal, useSignal } from '@preact/signals';
import { useCallback, useEffect, useRef } from 'preact/hooks';
import { followed, link, missed, onChanges } from './live.ts';
import { explain } from './server.ts';

export interface Resource<Data> {
  /** What was read last; `null` until then. */
  readonly data: Signal<Data | null>;
  /** Why the last reading failed. */
  readonly problem: Signal<string | null>;
  /** Reads it again: soon, and once however often it is asked for meanwhile. */
  reload(): void;
}

export interface ResourceOptions {
  /** Read again as often as this even if nothing is heard. */
  readonly everyMs?: number;
  /** Read again when anything changes; default: no. */
  readonly follows?: boolean;
  /** Never read again sooner than this after the last time; default: a second. */
  readonly paceMs?: number;
}

/** Something that is read from the server, and read again as things change. A new `key` is another thing. */
export function useResource<Data>(
  key: string,
  read: (signal: AbortSignal) => Promise<Data>,
  { everyMs, follows = false, paceMs = 1_000 }: ResourceOptions = {},
): Resource<Data> {
  const data = useSignal<Data | null>(null);
  const problem = useSignal<string | null>(null);
  const latest = useRef(read);
  latest.current = read;
  const again = useRef<() => void>(() => {});

  // The key says when it is another thing.
  useEffect(() => {
    const leaving = new AbortController();
    let isReading = false;
    let isWanted = false;
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function load(): Promise<void> {
      isReading = true;
      isWanted = false;
      try {
        await followed();
        const found = await latest.current(leaving.signal);
        if (leaving.signal.aborted) return;
        data.value = found;
        problem.value = null;
      } catch (error) {
        if (leaving.signal.aborted) return;
        problem.value = explain(error);
      }
      timer = setTimeout(() => {
        isReading = false;
        if (isWanted) void load();
      }, paceMs);
    }

    again.current = () => {
      isWanted = true;
      if (!isReading) void load();
    };
    data.value = null;
    problem.value = null;
    void load();
    const interval = everyMs && setInterval(() => document.hidden || again.current(), everyMs);
    const stopFollowing = follows ? onChanges(() => again.current()) : null;
    let seen = missed.peek();
    const stopMissing = missed.subscribe((value) => {
      if (value === seen) return;
      seen = value;
      again.current();
    });
    const stopWaiting = link.subscribe((state) => {
      if (state === 'live' && problem.peek()) again.current();
    });
    return () => {
      leaving.abort();
      clearTimeout(timer);
      clearInterval(interval);
      stopFollowing?.();
      stopMissing();
      stopWaiting();
    };
  }, [key]);

  return { data, problem, reload: useCallback(() => again.current(), []) };
}
