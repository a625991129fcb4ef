import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own, removed with the rest. */
export function withDataDir(parts: AsyncDisposableStack): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-bench-'));
  parts.defer(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
