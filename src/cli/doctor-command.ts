import type { Work } from './command.ts';
import { examine } from './doctor/examine.ts';
import type { Finding } from './doctor/finding.ts';
import { parse } from './parse-command.ts';

export const doctorHelp = `Usage: npm run bellhop -- doctor [--json]

Looks at the configuration, the database and its migrations, the clocks, the instances and what is overdue, and whether
the provider takes the key (it is asked for a list, and rings nobody; without a key the simulator gets a test call).
It changes nothing. Each line says ok, warn or fail, and what to do. It exits with 1 if anything fails, else with 0.
--json prints {"ok": …, "findings": [{"check", "level", "message", "advice"}]} instead; npm run -s leaves npm's lines out.`;

export function doctorCommand(args: readonly string[]): Work {
  const { json = false } = parse(args, { json: { type: 'boolean' } } as const, 0).values;
  return async (terminal) => {
    const { console, environment } = terminal;
    const findings: Finding[] = [];
    for await (const finding of examine(environment)) {
      findings.push(finding);
      if (!json) console.log(describe(finding));
    }
    const isWell = !findings.some(({ level }) => level === 'fail');
    if (json) console.log(JSON.stringify({ ok: isWell, findings }, null, 2));
    if (!isWell) terminal.exitCode = 1;
  };
}

function describe({ level, check, message, advice }: Finding): string {
  const line = `${level.padEnd(4)}  ${check.padEnd(13)}  ${message}`;
  return advice === null ? line : `${line}\n${' '.repeat(21)}→ ${advice}`;
}
