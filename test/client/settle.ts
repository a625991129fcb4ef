import { expect } from 'vitest';
import type { Bellhop, StatusChange } from '../../src/client/client.ts';
import { waitFor } from '../support/wait-for.ts';

/**
 * Makes one change and waits until the server's cursor is past it, so that it is not told to who begins there. The
 * cursor follows what is written at a short distance.
 */
export async function settle(bellhop: Bellhop, change: () => Promise<unknown>): Promise<StatusChange> {
  const changes = bellhop.watch({ after: await bellhop.cursor() });
  await change();
  const { value } = await changes.next();
  await changes.return?.();
  await waitFor(async () => expect(await bellhop.cursor()).toBe(value.cursor));
  return value;
}
