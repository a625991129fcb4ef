import { parseArgs } from 'node:util';
import type { ApiSize } from './measures/api.ts';
import type { FanOutSize } from './measures/fan-out.ts';

export interface DrainSize {
  readonly count: number;
  readonly latencyMs: number;
  /** Calls in flight at once. */
  readonly concurrency: number;
  /**
   * The same for Bellhop. Where the receiver answers at once each has what it is fastest with: `fetch` slows down
   * with more than a hundred sockets, Bellhop's slots are also taken while it claims and records.
   */
  readonly bellhopConcurrency: number;
}

/** How much of each is measured. */
export interface Sizes {
  /** How often each contender has its turn; the medians are of these. */
  readonly rounds: number;
  readonly drain: readonly DrainSize[];
  /** 0: none. */
  readonly drainEmbedded: number;
  /** Whether only one kind of each contender takes part: enough to see that everything works. */
  readonly few: boolean;
  readonly lateness: number;
  readonly backlogs: readonly {
    readonly pending: number;
    readonly perSecond: number;
    readonly seconds: number;
    readonly withRivals: boolean;
    /** From the filling until the first is due: processes start in between. */
    readonly headStartMs: number;
  }[];
  readonly create: { readonly batches: number; readonly singles: number };
  /** Dispatches before memory is looked at again; 0: not looked at. */
  readonly dispatches: number;
  /** How many wait: each is held against the first. */
  readonly growth: readonly number[];
  readonly soak: { readonly minutes: number; readonly perSecond: number; readonly looks: number };
  /** What changes while somebody looks at the dashboard. */
  readonly dashboard: { readonly reminders: number; readonly perSecond: number; readonly seconds: number };
  readonly fanOut: FanOutSize;
  readonly api: ApiSize;
}

const usual: Sizes = {
  rounds: 3,
  drain: [
    { count: 10_000, latencyMs: 0, concurrency: 100, bellhopConcurrency: 400 },
    { count: 10_000, latencyMs: 50, concurrency: 200, bellhopConcurrency: 200 },
    { count: 50_000, latencyMs: 0, concurrency: 100, bellhopConcurrency: 400 },
  ],
  drainEmbedded: 2_000,
  few: false,
  lateness: 100,
  backlogs: [{ pending: 1_000_000, perSecond: 100, seconds: 15, withRivals: true, headStartMs: 6_000 }],
  create: { batches: 15, singles: 1_500 },
  dispatches: 0,
  growth: [10_000, 1_000_000],
  soak: { minutes: 2, perSecond: 500, looks: 8 },
  dashboard: { reminders: 10_000, perSecond: 200, seconds: 15 },
  fanOut: { subscribers: 10_000, events: 30, burst: 10 },
  api: { reminders: 10_000, seconds: 10, connections: 20 },
};

const large: Sizes = {
  ...usual,
  backlogs: [
    ...usual.backlogs,
    { pending: 10_000_000, perSecond: 1_000, seconds: 20, withRivals: false, headStartMs: 6_000 },
  ],
  dispatches: 100_000,
  growth: [10_000, 1_000_000, 10_000_000],
  soak: { minutes: 60, perSecond: 500, looks: 20 },
};

const tiny: Sizes = {
  rounds: 1,
  drain: [{ count: 300, latencyMs: 0, concurrency: 50, bellhopConcurrency: 50 }],
  drainEmbedded: 0,
  few: true,
  lateness: 3,
  backlogs: [{ pending: 2_000, perSecond: 50, seconds: 1, withRivals: false, headStartMs: 2_500 }],
  create: { batches: 1, singles: 20 },
  dispatches: 40,
  growth: [2_000, 4_000],
  soak: { minutes: 0.05, perSecond: 20, looks: 1 },
  dashboard: { reminders: 200, perSecond: 200, seconds: 1 },
  fanOut: { subscribers: 100, events: 5, burst: 5 },
  api: { reminders: 1_000, seconds: 1, connections: 10 },
};

export const measures = [
  'drain',
  'lateness',
  'backlog',
  'create',
  'start',
  'growth',
  'soak',
  'dashboard',
  'fan-out',
  'api',
] as const;
export type Measure = (typeof measures)[number];

export interface Options {
  readonly sizes: Sizes;
  readonly only: readonly Measure[];
  readonly withRivals: boolean;
}

export const usage = `npm run bench -- [--tiny | --large] [--only ${measures.join('|')}] [--rounds n] [--minutes n] [--pace n] [--no-rivals]`;

/** Throws on what it does not know. */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      tiny: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      rounds: { type: 'string' },
      minutes: { type: 'string' },
      pace: { type: 'string' },
      'no-rivals': { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.find((name) => !measures.includes(name as Measure));
  if (unknown !== undefined) throw new Error(`There is no measure "${unknown}".`);
  const rounds = Number(values.rounds ?? Number.NaN);
  if (values.rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new Error('--rounds must be a whole number above 0.');
  }
  const minutes = Number(values.minutes ?? Number.NaN);
  if (values.minutes !== undefined && !(minutes > 0)) throw new Error('--minutes must be above 0.');
  const perSecond = Number(values.pace ?? Number.NaN);
  if (values.pace !== undefined && !(Number.isInteger(perSecond) && perSecond > 0 && perSecond <= 1_000)) {
    throw new Error('--pace must be a whole number from 1 to 1000.');
  }
  const sizes = values.tiny ? tiny : values.large ? large : usual;
  return {
    sizes: {
      ...sizes,
      ...(!Number.isNaN(rounds) && { rounds }),
      soak: {
        ...sizes.soak,
        ...(!Number.isNaN(minutes) && { minutes }),
        ...(!Number.isNaN(perSecond) && { perSecond }),
      },
    },
    only: values.only.length > 0 ? (values.only as Measure[]) : measures,
    withRivals: !values['no-rivals'],
  };
}
