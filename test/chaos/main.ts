import { parseArgs } from 'node:util';
import { type ChaosRun, report, summary } from './report.ts';
import { runChaos } from './run.ts';
import { type ChaosOptions, drawSettings } from './settings.ts';

const help = `Usage: npm run chaos -- [options]

Real Bellhop processes on one PostgreSQL, a stream of reminders, and everything that can go wrong; judged by the
provider's ledger and the database. Exits with 1 if a promise was broken, or if a run proved nothing: no recovery was
measured, or the provider never stood still.

  --seconds N        how long things go wrong (default 60)
  --instances N      how many processes (default 4)
  --format F         message or call (default message)
  --idempotent       the provider knows idempotency keys (format message)
  --steady-provider  the provider never stands still
  --seed N           decides the faults, and timeout and grace (default: another each time; it is printed)
  --runs N           so many runs one after the other, with this seed and those that follow (default 1)
  --rate N           reminders a second (default 20, or 10 in format call)
  --logs FOLDER      keep the log of each process there`;

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    instances: { type: 'string', default: '4' },
    format: { type: 'string', default: 'message' },
    idempotent: { type: 'boolean', default: false },
    'steady-provider': { type: 'boolean', default: false },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    runs: { type: 'string', default: '1' },
    rate: { type: 'string' },
    logs: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Rejects when the process is asked to end, or meets an error that no code handles: then the run cleans up. */
function interruption(): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    let times = 0;
    process.on(signal, () => {
      times += 1;
      if (times > 1) process.exit(1);
      reject(new Error(`Interrupted by ${signal}.`));
    });
  }
  process.on('uncaughtException', reject);
  return promise;
}

async function run(options: ChaosOptions, interrupted: Promise<never>): Promise<ChaosRun> {
  const { seed, format, seconds, instances } = options;
  const { timeoutMs, graceMs } = drawSettings(options);
  console.log(
    `Chaos: seed ${seed}, ${instances} instances, ${seconds} s, format ${format}, timeout ${timeoutMs / 1_000} s, grace ${graceMs / 1_000} s.`,
  );
  const { notes, ...judged } = await runChaos(options, interrupted);
  console.log(report(judged));
  if (judged.verdict.findings.length > 0) {
    const again = `npm run chaos -- --seed ${seed} --format ${format} --seconds ${seconds}`;
    console.log(`\nWhat happened:\n  ${notes.join('\n  ')}\nAgain: ${again}`);
  }
  return judged;
}

async function main(): Promise<boolean> {
  const interrupted = interruption();
  const format = flags.format === 'call' ? 'call' : 'message';
  const runs: ChaosRun[] = [];
  try {
    for (let index = 0; index < Number(flags.runs); index += 1) {
      const options: ChaosOptions = {
        seconds: Number(flags.seconds),
        instances: Number(flags.instances),
        format,
        isIdempotent: flags.idempotent,
        seed: Number(flags.seed) + index,
        rate: Number(flags.rate ?? (format === 'call' ? 10 : 20)),
        providerStalls: !flags['steady-provider'],
        logs: flags.logs ?? null,
      };
      runs.push(await run(options, interrupted));
    }
  } finally {
    if (Number(flags.runs) > 1) console.log(`\n${summary(runs)}`);
  }
  return runs.every(({ verdict }) => verdict.findings.length === 0);
}

if (flags.help) {
  console.log(help);
} else {
  const passed = await main().catch((error: unknown) => {
    console.error(error);
    return false;
  });
  // A run that was interrupted may have left work under way.
  process.exit(passed ? 0 : 1);
}
