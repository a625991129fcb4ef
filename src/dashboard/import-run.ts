import { type Signal, signal } from '@preact/signals';
import type { CreateReminderInput, ScheduleResult } from '../client/client.ts';
import { bellhop, explain } from './server.ts';

const AT_A_TIME = 100;

export interface ImportResult {
  readonly line: number;
  readonly id: string | null;
  /** Why it was not created; `null` if it was. */
  readonly problem: string | null;
}

export interface ImportItem {
  readonly line: number;
  readonly input: CreateReminderInput;
}

export interface ImportRun {
  readonly results: Signal<readonly ImportResult[]>;
  readonly state: Signal<'running' | 'interrupted' | 'done'>;
  readonly problem: Signal<string | null>;
  /** Goes on after an interruption. The same rows are sent under the same keys: none is created twice. */
  run(): Promise<void>;
  stop(): void;
}

/** Creates reminders some at a time, and says of each row what came of it. */
export function createImport(items: readonly ImportItem[]): ImportRun {
  const results = signal<readonly ImportResult[]>([]);
  const state = signal<'running' | 'interrupted' | 'done'>('running');
  const problem = signal<string | null>(null);
  let isStopped = false;

  return {
    results,
    state,
    problem,
    stop() {
      isStopped = true;
    },
    async run() {
      state.value = 'running';
      problem.value = null;
      isStopped = false;
      try {
        while (results.value.length < items.length) {
          if (isStopped) {
            state.value = 'interrupted';
            return;
          }
          const part = items.slice(results.value.length, results.value.length + AT_A_TIME);
          const answered = await bellhop.scheduleMany(
            part.map(({ input }) => input),
            { errorPolicy: 'REJECT_FAILED_ROWS' },
          );
          if (answered.__typename !== 'CreateRemindersSuccess') throw new Error(answered.message);
          const came = answered.results.map((result, index) => resultOf(part[index] as ImportItem, result));
          results.value = [...results.value, ...came];
        }
        state.value = 'done';
      } catch (error) {
        problem.value = explain(error);
        state.value = 'interrupted';
      }
    },
  };
}

function resultOf({ line }: ImportItem, result: ScheduleResult): ImportResult {
  switch (result.__typename) {
    case 'CreateReminderSuccess':
      return { line, id: result.reminder.id, problem: null };
    case 'ValidationError':
      return { line, id: null, problem: result.issues.map(({ message }) => message).join(' ') };
    default:
      return { line, id: null, problem: result.message };
  }
}
