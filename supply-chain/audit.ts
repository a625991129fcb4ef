/**
 * `npm run audit`: asks the registry for known weaknesses of what runs in production, from "moderate" on. It ends with
 * 1 where there are some, and with 2 where the registry does not answer, so that nothing is known.
 */
import { spawnSync } from 'node:child_process';

interface Report {
  readonly error?: unknown;
  readonly metadata?: { readonly vulnerabilities: Readonly<Record<string, number>> };
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly range: string }>>;
}

const levels = ['moderate', 'high', 'critical'];

const args = ['audit', '--omit=dev', '--json', ...process.argv.slice(2)];
const { stdout, error } = spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32' });
const report = read(stdout);
if (!report?.metadata) {
  console.error(
    `The registry does not answer what is known of these versions${error ? ` (${error.message})` : ''}, so nothing is. Ask one that does: npm run audit -- --registry=<URL>`,
  );
  process.exitCode = 2;
} else {
  const { vulnerabilities } = report.metadata;
  const count = levels.reduce((sum, level) => sum + (vulnerabilities[level] ?? 0), 0);
  for (const [name, { severity, range }] of Object.entries(report.vulnerabilities ?? {})) {
    console.error(`${severity}  ${name} ${range}`);
  }
  console.log(
    count === 0
      ? 'Nothing is known from "moderate" on.'
      : `${count} from "moderate" on. npm audit says more.`,
  );
  if (count > 0) process.exitCode = 1;
}

function read(text: string | null): Report | null {
  try {
    return JSON.parse(text ?? '') as Report;
  } catch {
    return null;
  }
}
