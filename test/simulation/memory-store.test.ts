import { describeStore } from '../support/store-contract.ts';
import { createMemoryStores } from './memory-stores.ts';

describeStore('the memory of the simulation', async () => ({
  stores: createMemoryStores(),
  close: async () => {},
}));
