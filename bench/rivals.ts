import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const folder = new URL('.', import.meta.url).pathname;

/** Installs what Bellhop is measured against, here and nowhere else, where it is not yet; answers whether it is there. */
export function installRivals(): boolean {
  if (existsSync(new URL('./node_modules/.package-lock.json', import.meta.url))) return true;
  console.log('Installing the rivals under bench/ (once) …');
  const { status } = spawnSync(
    'npm',
    ['ci', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 120_000,
    },
  );
  return status === 0;
}
