import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { OperationError, type ReminderStatus } from '../../src/client/client.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { waitFor } from '../support/wait-for.ts';
import { mountSmallDisk } from './small-disk.ts';
import { createStage, type RemoteInstance } from './stage.ts';

const disk = mountSmallDisk(96);
afterAll(() => disk?.[Symbol.dispose]());

const AN_HOUR_MS = 3_600_000;
const TEXT = 'x'.repeat(900);
let made = 0;

async function create({ bellhop }: RemoteInstance, aheadMs: number): Promise<string> {
  const result = await bellhop.schedule({
    phoneNumber: '+14155550100',
    message: `No. ${++made} of these. ${TEXT}`,
    scheduledTime: new Date(Date.now() + aheadMs),
  });
  if (result.__typename !== 'CreateReminderSuccess') throw new Error(JSON.stringify(result));
  return result.reminder.id;
}

/** Creates until that is refused. */
async function createUntilFull(instance: RemoteInstance): Promise<{ ids: string[]; refusal: unknown }> {
  const ids: string[] = [];
  for (;;) {
    try {
      ids.push(await create(instance, AN_HOUR_MS));
    } catch (refusal) {
      return { ids, refusal };
    }
  }
}

if (!disk) console.warn('disk-full.test.ts is skipped: this user may not mount a file system.');

test.skipIf(!disk)(
  'a full disk under the embedded database is said to be full, loses nothing acknowledged, and goes on with room',
  async () => {
    if (!disk) return;
    await using stage = await createStage();
    const folder = join(disk.folder, 'data');
    cpSync(await createEmbeddedFolder(), folder, { recursive: true });
    const environment = { DATA_DIR: folder, OPERATION_TIMEOUT_SECONDS: '10' };
    const instance = await stage.remote('', environment);
    const dueSoon = await create(instance, 4_000);
    disk.fill(65_536);

    const { ids, refusal } = await createUntilFull(instance);
    expect(refusal).toBeInstanceOf(OperationError);
    expect(String(refusal)).toContain('no room left');
    await instance.logged('graphql.unavailable');
    // It still answers what it knows.
    for (const id of ids) expect((await instance.bellhop.get(id))?.status).toBe('SCHEDULED');

    await instance.logged('claim.failed');
    disk.empty();
    const status = async (id: string): Promise<ReminderStatus | undefined> =>
      (await instance.bellhop.get(id))?.status;
    await waitFor(async () => expect(await status(dueSoon)).toBe('COMPLETED'));
    const afterwards = await create(instance, 0);
    await waitFor(async () => expect(await status(afterwards)).toBe('COMPLETED'));
    // Beside these, calls are looked up.
    const { calls, requests } = await stage.simulator.ledger();
    expect(calls).toHaveLength(2);
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(2);

    instance.kill('SIGKILL');
    await instance.ended;
    const again = await stage.remote('', environment);
    for (const id of [...ids, dueSoon, afterwards]) expect(await again.bellhop.get(id)).not.toBeNull();
  },
);
