import { loadDotEnv, readConfig } from '../config.ts';
import { openDatabase } from '../persistence/open-database.ts';
import { StartupError } from '../startup-error.ts';
import { pauseCommand, resumeCommand } from './dispatch-command.ts';
import { doNotCallCommand } from './do-not-call-command.ts';
import { tokenCommand } from './token-command.ts';
import { UsageError } from './usage-error.ts';

/** `npm run bellhop -- …`: what operators do without the API, on the configured database. */
const commands = {
  token: tokenCommand,
  'do-not-call': doNotCallCommand,
  pause: pauseCommand,
  resume: resumeCommand,
};

const usage = `Usage: npm run bellhop -- <command>

  token create --name <name> --scope read|write|admin [--expires 90d|2027-01-31T00:00:00Z]
  token list
  token revoke <id>
  do-not-call add <phone number> [--reason <text>]
  do-not-call remove <phone number>
  do-not-call list
  pause [--reason <text>]
  resume`;

try {
  const [name = '', ...args] = process.argv.slice(2);
  if (!isCommand(name))
    throw new UsageError(name === '' ? 'No command was given.' : `There is no command "${name}".`);
  const work = commands[name](args);
  loadDotEnv();
  const database = await openDatabase(readConfig().database);
  try {
    await work(database);
  } finally {
    await database.close();
  }
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${usage}`);
  else if (error instanceof StartupError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}
