import { type Signal, signal } from '@preact/signals';
import type { ReminderFilter } from '../client/client.ts';
import { bellhop } from './server.ts';

const EVERY_MS = 1_000;

export interface LiveCount {
  /** How many match, as last counted; `null` where that is not known. */
  readonly total: Signal<number | null>;
  /** Counts again: soon, and once however often it is asked for meanwhile. */
  recount(): void;
}

export function createLiveCount(filter: ReminderFilter, closing: AbortSignal): LiveCount {
  const total = signal<number | null>(null);
  let isCounting = false;
  let isWanted = false;

  async function count(): Promise<void> {
    isWanted = false;
    isCounting = true;
    try {
      const counts = await bellhop.counts({ filter, signal: closing });
      total.value = Object.values(counts).reduce((sum, each) => sum + each, 0);
    } catch {
      // It stays as old as the rows are; the next change asks again.
    }
    setTimeout(() => {
      isCounting = false;
      if (isWanted && !closing.aborted) void count();
    }, EVERY_MS);
  }

  return {
    total,
    recount() {
      isWanted = true;
      if (!isCounting) void count();
    },
  };
}
