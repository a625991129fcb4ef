import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, onTestFinished, test } from 'vitest';
import { closeToOthers } from '../../src/persistence/close-to-others.ts';
import { lockFolder } from '../../src/persistence/folder-lock.ts';
import { openDatabase } from '../../src/persistence/open-database.ts';
import { StartupError } from '../../src/startup-error.ts';
import { createEmbeddedFolder } from '../support/embedded-folder.ts';
import { createStores } from '../support/test-stores.ts';

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-lock-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const childFile = new URL('open-in-child.ts', import.meta.url).pathname;

/** Another process that holds the folder, once it has written the reminder whose id it answers. */
async function openInChild(folder: string) {
  const child = spawn(process.execPath, [childFile, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [reminderId] = (await once(createInterface(child.stdout), 'line')) as [string];
  const kill = async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { reminderId, kill };
}

describe('the lock of a folder', () => {
  test('is given once, and again after it was given back', () => {
    const folder = createFolder();
    const first = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(StartupError);
    expect(() => lockFolder(folder)).toThrow(/DATABASE_URL/);
    first[Symbol.dispose]();
    lockFolder(folder)[Symbol.dispose]();
  });

  test('of one folder leaves another free', () => {
    using _one = lockFolder(createFolder());
    using _other = lockFolder(createFolder());
  });
});

describe('the embedded database', () => {
  test('held by another process is refused, and opens with its data once that one was killed', async () => {
    const folder = await createEmbeddedFolder();
    const { reminderId, kill } = await openInChild(folder);
    const refusal = await openDatabase({ kind: 'embedded', folder }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartupError);
    expect(String(refusal)).toContain(folder);
    expect(String(refusal)).toContain('DATABASE_URL');

    await kill();
    chmodSync(folder, 0o755);
    const database = await openDatabase({ kind: 'embedded', folder });
    expect((await createStores(database).reminder(reminderId)).status).toBe('scheduled');
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    await expect(openDatabase({ kind: 'embedded', folder })).rejects.toThrow(StartupError);
    await database.close();
  });

  // Its rights cannot be changed, not even by root.
  test.runIf(process.platform === 'linux')('in a folder of another user is refused with what to do', () => {
    expect(() => closeToOthers('/proc/self')).toThrow(StartupError);
    expect(() => closeToOthers('/proc/self')).toThrow(/chmod 700 \/proc\/self.*DATA_DIR/);
  });

  test('in a place that is no folder is refused with what to set', async () => {
    const file = join(createFolder(), 'file');
    writeFileSync(file, '');
    chmodSync(file, 0o600);
    const refusal = await openDatabase({ kind: 'embedded', folder: file }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(StartupError);
    expect(String(refusal)).toContain('DATA_DIR');
  });
});
