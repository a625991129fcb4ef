import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { WebSocketServer } from 'ws';

/**
 * The limit of the stack, and the usual way: yoga and graphql-ws as their documentation puts them together, with
 * Bellhop's own schema on constants. It has no database, no limits, and asks nobody who they are.
 * @see https://the-guild.dev/graphql/yoga-server/docs/features/subscriptions#graphql-over-websocket-protocol-via-graphql-ws
 */
export async function create() {
  const typeDefs = readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8');
  const eventTarget = new EventTarget();
  setMaxListeners(0, eventTarget);
  const pubSub = createPubSub({ eventTarget });
  const reminders = Array.from({ length: 20 }, (_, index) => reminder(index));
  const page = {
    edges: reminders.map((node) => ({ cursor: `cursor-${node.id}`, node })),
    nodes: reminders,
    pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: 'cursor-0', endCursor: 'cursor-19' },
    totalCount: 10_000,
  };
  let changes = 0;
  function change(input) {
    changes += 1;
    const changed = { ...reminder(changes), ...input };
    pubSub.publish('changed', {
      cursor: `cursor-${changes}`,
      previousStatus: null,
      status: 'SCHEDULED',
      retryCount: 0,
      failureReason: null,
      occurredAt: new Date().toISOString(),
      reminder: changed,
    });
    return { __typename: 'CreateReminderSuccess', reminder: changed };
  }

  const yoga = createYoga({
    logging: false,
    schema: createSchema({
      typeDefs,
      resolvers: {
        Query: { reminders: () => page, reminder: () => reminders[0] },
        Mutation: {
          createReminder: (_, { input }) => change(input),
          createReminders: (_, { input }) => {
            const results = input.reminders.map(change);
            return { __typename: 'CreateRemindersSuccess', created: results.length, results };
          },
        },
        Subscription: {
          reminderStatusChanged: {
            subscribe: () => pubSub.subscribe('changed'),
            resolve: (payload) => payload,
          },
        },
      },
    }),
  });
  const server = createServer(yoga);
  const sockets = new WebSocketServer({ server, path: '/graphql' });
  useServer(
    {
      execute: (args) => args.rootValue.execute(args),
      subscribe: (args) => args.rootValue.subscribe(args),
      async onSubscribe(context, _id, params) {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
          ...context,
          req: context.extra.request,
          socket: context.extra.socket,
          params,
        });
        const args = {
          schema,
          operationName: params.operationName,
          document: parse(params.query),
          variableValues: params.variables,
          contextValue: await contextFactory(),
          rootValue: { execute, subscribe },
        };
        const errors = validate(args.schema, args.document);
        return errors.length > 0 ? errors : args;
      },
    },
    sockets,
  );
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: () => `http://127.0.0.1:${server.address().port}` };
}

function reminder(index) {
  const at = new Date(Date.now() + index * 1_000).toISOString();
  return {
    id: Buffer.from(`Reminder:019ab3f2-0000-7000-8000-${`${index}`.padStart(12, '0')}`).toString('base64'),
    phoneNumber: '+14155550123',
    message: 'Your appointment is tomorrow at ten.',
    scheduledTime: at,
    status: 'SCHEDULED',
    retryCount: 0,
    maxRetryAttempts: 3,
    nextAttemptAt: at,
    lastRunAt: null,
    callSid: null,
    callResult: null,
    failureReason: null,
    version: 1,
    createdAt: at,
    updatedAt: at,
  };
}
