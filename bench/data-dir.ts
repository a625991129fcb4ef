import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own, removed with the rest. */
export function withDataDir(parts: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  parts.defer(() => {
    process.off('exit', remove);
    remove();
  });
  return folder;
}
