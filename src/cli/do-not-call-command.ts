import { createDoNotCallList } from '../persistence/do-not-call-list.ts';
import type { DoNotCallEntry, DoNotCallList } from '../reminders/do-not-call.ts';
import { limits } from '../reminders/limits.ts';
import { parsePhoneNumber } from '../reminders/phone-number.ts';
import { checkText } from '../reminders/reminder-draft.ts';
import { StartupError } from '../startup-error.ts';
import type { DatabaseWork, Terminal } from './command.ts';
import { parse } from './parse-command.ts';
import { UsageError } from './usage-error.ts';
import { visibleLine } from './visible-text.ts';

type Work = (list: DoNotCallList, terminal: Pick<Terminal, 'console'>) => Promise<void>;

const PAGE = 1_000;

export const doNotCallHelp = `Usage: npm run bellhop -- do-not-call <action>

  do-not-call add <phone number> [--reason <text>]
  do-not-call remove <phone number>
  do-not-call list

A number on the list is not rung, whoever scheduled it and whenever. Write it with + and country code.`;

export function doNotCallCommand(args: readonly string[]): DatabaseWork {
  const [action = '', ...rest] = args;
  const work = read(action, rest);
  return (terminal, { fork }) => work(createDoNotCallList({ fork }), terminal);
}

function read(action: string, args: readonly string[]): Work {
  switch (action) {
    case 'add': {
      const { values, positionals } = parse(args, { reason: { type: 'string' } } as const, 1);
      const phoneNumber = numberOf(positionals);
      const reason = values.reason?.trim() || null;
      const [issue] = reason === null ? [] : checkText(reason, '--reason', limits.pauseReasonLength);
      if (issue) throw new UsageError(issue.message);
      return async (list, { console }) => console.log(describe(await list.add(phoneNumber, reason)));
    }
    case 'remove': {
      const phoneNumber = numberOf(parse(args, {}, 1).positionals);
      return async (list, { console }) => {
        if (!(await list.remove(phoneNumber))) {
          throw new StartupError(`${phoneNumber} is not on the do-not-call list.`);
        }
        console.log(`${phoneNumber} may be rung again.`);
      };
    }
    case 'list':
      parse(args, {}, 0);
      return async (list, { console }) => {
        let after: string | null = null;
        for (;;) {
          const page: DoNotCallEntry[] = await list.list(PAGE, after);
          for (const entry of page) console.log(describe(entry));
          after = page.at(-1)?.phoneNumber ?? null;
          if (after === null) return;
        }
      };
    default:
      throw new UsageError(
        action === '' ? 'do-not-call needs an action.' : `do-not-call has no action "${action}".`,
      );
  }
}

function numberOf([text = '']: readonly string[]): string {
  const phoneNumber = parsePhoneNumber(text);
  if (phoneNumber !== null) return phoneNumber;
  throw new UsageError(`"${text}" is not a phone number with + and country code, such as +14155550123.`);
}

function describe({ phoneNumber, reason, createdAt }: DoNotCallEntry): string {
  return `${phoneNumber}, since ${createdAt.toISOString()}${reason === null ? '' : `: ${visibleLine(reason)}`}`;
}
