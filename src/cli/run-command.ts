import { explainDatabaseUnusable } from '../graphql/database-unreachable.ts';
import { StartupError } from '../startup-error.ts';
import { type Command, onDatabase, type Terminal } from './command.ts';
import { pauseCommand, pauseHelp, resumeCommand, resumeHelp } from './dispatch-command.ts';
import { doNotCallCommand, doNotCallHelp } from './do-not-call-command.ts';
import { doctorCommand, doctorHelp } from './doctor-command.ts';
import { exportCommand, exportHelp } from './export-command.ts';
import { importCommand, importHelp } from './import-command.ts';
import { restoredCommand, restoredHelp } from './restored-command.ts';
import { tokenCommand, tokenHelp } from './token-command.ts';
import { UsageError } from './usage-error.ts';
import { visibleOutput, visibleText } from './visible-text.ts';

/** `npm run bellhop -- …`: what operators do without the API, on the configured database. */
const commands = {
  doctor: { help: doctorHelp, read: doctorCommand },
  token: { help: tokenHelp, read: onDatabase(tokenCommand) },
  import: { help: importHelp, read: onDatabase(importCommand) },
  export: { help: exportHelp, read: onDatabase(exportCommand) },
  'do-not-call': { help: doNotCallHelp, read: onDatabase(doNotCallCommand) },
  pause: { help: pauseHelp, read: onDatabase(pauseCommand) },
  resume: { help: resumeHelp, read: onDatabase(resumeCommand) },
  restored: { help: restoredHelp, read: onDatabase(restoredCommand) },
} satisfies Record<string, Command>;

const usage = `Usage: npm run bellhop -- <command>

  doctor         looks for what keeps Bellhop from ringing
  token          makes, lists and revokes API tokens
  import         schedules what a CSV file says
  export         writes reminders as CSV or NDJSON
  do-not-call    keeps the list of numbers that are never called
  pause, resume  turn the switch that all instances obey
  restored       makes a database that was restored from a backup fit to be started on

<command> --help says more. They work on the database that the configuration names, as Bellhop itself does.`;

/** Runs a command line. A failure that the operator can fix is written to stderr and sets the exit code to 1. */
export async function runCommand([name = '', ...args]: readonly string[], given: Terminal): Promise<void> {
  const terminal = withVisibleText(given);
  const { console } = terminal;
  let help = usage;
  try {
    if (name === '--help' || name === '-h') console.log(usage);
    else {
      if (!isCommand(name))
        throw new UsageError(name === '' ? 'No command was given.' : `There is no command "${name}".`);
      ({ help } = commands[name]);
      if (args.includes('--help') || args.includes('-h')) console.log(help);
      else await commands[name].read(args)(terminal);
    }
  } catch (error) {
    const why = explainDatabaseUnusable(error);
    if (error instanceof UsageError) console.error(`${error.message}\n\n${help}`);
    else if (error instanceof StartupError) console.error(error.message);
    else if (why !== null) console.error(`The database ${why}. Run the command again once it is there.`);
    else throw error;
    terminal.exitCode = 1;
  } finally {
    given.exitCode = terminal.exitCode;
  }
}

/** Names, reasons and messages are other people's text, so no command writes their control characters to a terminal. */
function withVisibleText(terminal: Terminal): Terminal {
  const { console, stdout } = terminal;
  return {
    ...terminal,
    console: {
      log: (text: string) => console.log(visibleText(text)),
      error: (text: string) => console.error(visibleText(text)),
    },
    // A file or another program gets the data as it is.
    stdout: stdout.isTTY ? visibleOutput(stdout) : stdout,
  };
}

function isCommand(name: string): name is keyof typeof commands {
  return Object.hasOwn(commands, name);
}
