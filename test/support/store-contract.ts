import { beforeAll, beforeEach, describe } from 'vitest';
import { describeCalls } from './call-contract.ts';
import { describeChanges } from './change-contract.ts';
import { describeClaims } from './claim-contract.ts';
import { describeEvents } from './event-contract.ts';
import { describeInstances } from './instance-contract.ts';
import { describeLimits } from './limit-contract.ts';
import { describeLists } from './list-contract.ts';
import { describeReminders } from './reminder-contract.ts';
import { describeSettling } from './settling-contract.ts';
import { describeTakingOver } from './take-over-contract.ts';
import type { Stores } from './test-stores.ts';

export interface Opened {
  readonly stores: Stores;
  readonly close: () => Promise<void>;
}

/** What every database must do, whichever it is. It is opened once; each test finds it empty. */
export function describeStore(name: string, open: () => Promise<Opened>): void {
  describe(`on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      const opened = await open();
      stores = opened.stores;
      return opened.close;
    });
    beforeEach(() => stores.clear());
    const current = () => stores;
    describeReminders(current);
    describeLists(current);
    describeClaims(current);
    describeLimits(current);
    describeSettling(current);
    describeCalls(current);
    describeTakingOver(current);
    describeInstances(current);
    describeEvents(current);
    describeChanges(current);
  });
}
