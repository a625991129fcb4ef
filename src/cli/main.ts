import { loadDotEnv } from '../config/read-config.ts';
import type { Terminal } from './command.ts';
import { runCommand } from './run-command.ts';

loadDotEnv();
const { env: environment, stdin, stdout } = process;
const terminal: Terminal = { environment, stdin, stdout, console, exitCode: 0 };
await runCommand(process.argv.slice(2), terminal);
process.exitCode = terminal.exitCode;
