import type { DispatchStore } from '../reminders/dispatch-store.ts';

export interface RecoveryMeasure {
  /** How long ago the attempt began that was taken over, in seconds. */
  readonly onTakenOver: (seconds: number) => void;
  /** The database's clock. */
  readonly now: () => Date;
}

/** The same store, which tells how long what it takes over had been left alone. */
export function measureRecovery(store: DispatchStore, { onTakenOver, now }: RecoveryMeasure): DispatchStore {
  return {
    ...store,
    async takeOver(request) {
      const claims = await store.takeOver(request);
      for (const { startedAt } of claims) {
        onTakenOver(Math.max(0, now().getTime() - startedAt.getTime()) / 1_000);
      }
      return claims;
    },
  };
}
