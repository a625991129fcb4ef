import { accessSync, constants } from 'node:fs';

const candidates = [
  process.env['CHROMIUM_PATH'],
  // Faster than the full browser: two test files took 28 s instead of 49.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
/** The browser of this machine; `undefined` if there is none. */
export const executablePath = candidates.find((path) => path !== undefined && isExecutable(path));

/** Chromium's sandbox needs rights that root in a container does not have; the only pages here are our own. */
export const chromiumArguments = ['--no-sandbox'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
