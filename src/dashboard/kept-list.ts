import { computed, signal } from '@preact/signals';
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
    if (state !== 'live' || !list.problem.peek()) return;
    void (list.rows.peek().length === 0 ? list.reload() : list.more());
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

const kept = signal<{ readonly key: string; readonly path: string; readonly live: LiveList } | null>(null);

/** Where the kept list is, or all reminders are. */
export const listLeft = computed(() => kept.value?.path ?? '/reminders');

/** Keeps the list that somebody leaves to look at one of its reminders, as far as they had read. */
export function keepList(key: string, path: string, live: LiveList): void {
  kept.peek()?.live.close();
  kept.value = { key, path, live };
}

/** The kept list, if it is this one; from then on it is the taker's. */
export function takeList(key: string): LiveList | null {
  const before = kept.peek();
  const taken = before?.key === key ? before.live : null;
  if (!taken) before?.live.close();
  kept.value = null;
  return taken;
}
