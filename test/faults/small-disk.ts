import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BLOCK = Buffer.alloc(65_536);

/** A file system of its own that can be filled up and emptied. */
export interface SmallDisk extends Disposable {
  readonly folder: string;
  /** Takes all the room there is, and gives back so much of it. */
  fill(sparedBytes: number): void;
  empty(): void;
}

/** `null` where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-small-disk-'));
  const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700`, 'tmpfs', folder];
  const mounted = process.platform === 'linux' && spawnSync('mount', options).status === 0;
  if (!mounted) {
    rmSync(folder, { recursive: true });
    return null;
  }
  const filling = join(folder, 'filling');
  return {
    folder,
    fill(sparedBytes) {
      // tmpfs counts by pages, so what is not written here stays free.
      const file = openSync(filling, 'w');
      const blocks: number[] = [];
      try {
        for (;;) blocks.push(writeSync(file, BLOCK));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
      spawnSync('truncate', ['--size', `-${sparedBytes}`, filling]);
    },
    empty: () => rmSync(filling, { force: true }),
    [Symbol.dispose]() {
      spawnSync('umount', ['--lazy', folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
