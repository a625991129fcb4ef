import type { Reminder } from '../reminders/reminder.ts';
import type { ReminderPage, ReminderPageRequest } from '../reminders/reminder-page.ts';
import { sumOf, TALLY_LIMIT, type Tally } from '../reminders/reminder-tally.ts';
import { builder } from './builder.ts';
import { countCost } from './field-rules.ts';
import { type PageInfo, PageInfoType } from './page-info.ts';
import { pageRequest, pageSize } from './page-request.ts';
import { ReminderType } from './reminder.ts';
import { encodeReminderCursor } from './reminder-cursor.ts';
import { ReminderFilterType, reminderFilter } from './reminder-filter.ts';
import { defaultReminderOrder, ReminderOrderType } from './reminder-order.ts';

interface Edge {
  readonly cursor: string;
  readonly node: Reminder;
}

interface Connection {
  /** Counts once, whoever asks. */
  readonly tally: () => Promise<Tally>;
  readonly edges: readonly Edge[];
  readonly pageInfo: PageInfo;
}

const ReminderEdgeType = builder.objectRef<Edge>('ReminderEdge').implement({
  description: 'A reminder at its place in a list.',
  fields: (t) => ({
    cursor: t.exposeString('cursor', { description: 'Pass as `after` or `before` to page from here.' }),
    node: t.expose('node', { type: ReminderType, description: 'The reminder.' }),
  }),
});

const ReminderConnectionType = builder.objectRef<Connection>('ReminderConnection').implement({
  description: 'One page of a list of reminders.',
  fields: (t) => ({
    edges: t.field({
      type: [ReminderEdgeType],
      description: 'The reminders of this page with their cursors, in list order.',
      resolve: ({ edges }) => edges,
    }),
    nodes: t.field({
      type: [ReminderType],
      description: 'The reminders of this page, in list order.',
      resolve: ({ edges }) => edges.map(({ node }) => node),
    }),
    pageInfo: t.expose('pageInfo', { type: PageInfoType, description: 'Where this page lies in the list.' }),
    totalCount: t.int({
      cost: () => countCost,
      description:
        'How many reminders match the filter, over all pages; at least so many where `totalCountIsExact` is false. Counted only when asked for.',
      resolve: async ({ tally }) => sumOf(await tally()),
    }),
    totalCountIsExact: t.boolean({
      cost: () => countCost,
      description: `Whether totalCount is all of them. False only where the filter names a phone number, a text or the result of a call, and ${TALLY_LIMIT} or more match.`,
      resolve: async ({ tally }) => (await tally()).isExact,
    }),
  }),
});

builder.queryField('reminders', (t) =>
  t.field({
    type: ReminderConnectionType,
    scope: 'read',
    cost: ({ first, last }) => pageCost(first ?? last ?? pageSize.default),
    description: `Reminders, a page at a time: ${pageSize.default} by default, at most ${pageSize.max}.`,
    args: {
      first: t.arg.int({
        description: `How many from the start of the range: 1 to ${pageSize.max}, default ${pageSize.default}. Not together with last.`,
      }),
      after: t.arg.string({ description: 'Only what comes after this cursor, in the same order.' }),
      last: t.arg.int({
        description: `How many from the end of the range, in list order all the same: 1 to ${pageSize.max}. Not together with first.`,
      }),
      before: t.arg.string({ description: 'Only what comes before this cursor, in the same order.' }),
      filter: t.arg({ type: ReminderFilterType, description: 'Which reminders; default: all.' }),
      orderBy: t.arg({
        type: ReminderOrderType,
        description: 'In which order; default: by scheduled time, the earliest first.',
      }),
    },
    resolve: async (_root, { filter, orderBy, ...page }, { store }) => {
      const request = pageRequest(page, reminderFilter(filter), orderBy ?? defaultReminderOrder);
      const connection = toConnection(request, await store.list(request));
      return { ...connection, tally: once(() => store.tally(request.filter)) };
    },
  }),
);

/** What lies beyond a page's bounds is refused by pageRequest, which says so better. */
function pageCost(count: number): number {
  return Math.min(Math.max(1, count), pageSize.max);
}

function toConnection(request: ReminderPageRequest, page: ReminderPage): Omit<Connection, 'tally'> {
  const edges = page.reminders.map((node) => ({ cursor: encodeReminderCursor(node, request.order), node }));
  const cutAtEnd = request.take.from === 'start';
  const pageInfo: PageInfo = {
    // Reminders are never deleted: where a cursor was, there is something.
    hasNextPage: (cutAtEnd && page.hasMore) || request.before !== null,
    hasPreviousPage: (!cutAtEnd && page.hasMore) || request.after !== null,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { edges, pageInfo };
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | null = null;
  return () => {
    asked ??= ask();
    return asked;
  };
}
