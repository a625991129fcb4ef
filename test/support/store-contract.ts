import { beforeAll, beforeEach, describe } from 'vitest';
import type { Database } from '../../src/persistence/open-database.ts';
import { describeCalls } from './call-contract.ts';
import { describeClaims } from './claim-contract.ts';
import { describeEvents } from './event-contract.ts';
import { describeInstances } from './instance-contract.ts';
import { describeLists } from './list-contract.ts';
import { describeReminders } from './reminder-contract.ts';
import { describeSettling } from './settling-contract.ts';
import { describeTakingOver } from './take-over-contract.ts';
import { createStores, type Stores } from './test-stores.ts';

/** What every database must do, whichever it is. It is opened once; each test finds it empty. */
export function describeStore(name: string, open: () => Promise<Database>): void {
  describe(`on ${name}`, () => {
    let stores: Stores;
    beforeAll(async () => {
      const database = await open();
      stores = createStores(database);
      return () => database.close();
    });
    beforeEach(() => stores.clear());
    const current = () => stores;
    describeReminders(current);
    describeLists(current);
    describeClaims(current);
    describeSettling(current);
    describeCalls(current);
    describeTakingOver(current);
    describeInstances(current);
    describeEvents(current);
  });
}
