import type { Claim } from '../../src/reminders/dispatch-store.ts';
import { createDrafts } from './reminder-drafts.ts';
import type { Stores } from './test-stores.ts';

/** Claims on behalf of an instance. */
export function createClaiming(stores: () => Stores) {
  async function claimNew(instanceId: string, count = 1): Promise<Claim[]> {
    await stores().reminders.insert(createDrafts(count), { allOrNothing: true });
    return claimAgain(instanceId);
  }
  async function claimAgain(instanceId: string): Promise<Claim[]> {
    return [
      ...(
        await stores().dispatch.claimDue({ instanceId, limit: 500, concurrency: 1_000, callsPerSecond: null })
      ).claims,
    ];
  }
  async function claimOne(instanceId: string): Promise<Claim> {
    return (await claimNew(instanceId))[0] as Claim;
  }
  return { claimNew, claimAgain, claimOne };
}
