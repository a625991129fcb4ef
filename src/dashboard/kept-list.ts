import { link, missed, onChanges } from './live.ts';
import type { ReminderList } from './reminder-list.ts';

/** A list that keeps up with what happens for as long as somebody may look at it. */
export interface LiveList {
  readonly list: ReminderList;
  close(): void;
}

export function followList(list: ReminderList): LiveList {
  void list.reload();
  const stopFollowing = onChanges(list.apply);
  let seen = missed.peek();
  const stopMissing = missed.subscribe((value) => {
    if (value !== seen) void list.reload();
    seen = value;
  });
  const stopWaiting = link.subscribe((state) => {
    if (state === 'live' && list.problem.peek()) void list.reload();
  });
  return {
    list,
    close() {
      stopFollowing();
      stopMissing();
      stopWaiting();
      list.close();
    },
  };
}

let kept: { readonly key: string; readonly path: string; readonly live: LiveList } | null = null;

/** Keeps the list that somebody leaves to look at one of its reminders, as far as they had read. */
export function keepList(key: string, path: string, live: LiveList): void {
  kept?.live.close();
  kept = { key, path, live };
}

/** The kept list, if it is this one; from then on it is the taker's. */
export function takeList(key: string): LiveList | null {
  const taken = kept?.key === key ? kept.live : null;
  if (!taken) kept?.live.close();
  kept = null;
  return taken;
}

/** Where the kept list is, or all reminders are. */
export function listLeft(): string {
  return kept?.path ?? '/reminders';
}
