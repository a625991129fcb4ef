import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  validateSubscriptionArgs,
} from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import type { SharedOperation, SharedOperations, SharedResult } from '../graphql/shared-operations.ts';
import { whenEnded } from '../graphql/when-ended.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';

/** Writes results to the subscriber at once; `false`: it does not keep up just now, so hand them on as usual. */
export type SendNow = (results: readonly SharedResult[]) => boolean;

type SubscriptionArgs = ExecutionArgs & {
  readonly contextValue: GraphQLContext & { readonly sendNow?: SendNow };
};

/**
 * Runs subscriptions: each client's own arguments, permissions, limits and position; but what it is told of an event
 * is executed once for all that sent the same operation. See docs/decisions/0016.
 */
export function shareSubscriptions(operations: SharedOperations): Plugin {
  return {
    onSubscribe({ setSubscribeFn }) {
      setSubscribeFn((args) => subscribe(operations, args as SubscriptionArgs));
    },
  };
}

async function subscribe(
  operations: SharedOperations,
  args: SubscriptionArgs,
): Promise<ExecutionResult | AsyncIterable<ExecutionResult>> {
  const { contextValue } = args;
  const { sendNow } = contextValue;
  let operation: SharedOperation | null = null;
  if (sendNow) contextValue.takeNow = (events) => operation !== null && takenNow(operation, events, sendNow);
  const validated = validateSubscriptionArgs(args);
  if (!('schema' in validated)) return { errors: validated.map(ofTheRequest) };
  const source = await createSourceEventStream(validated);
  if (!(Symbol.asyncIterator in source)) return source;
  operation = operations.join(validated, contextValue.caller.scope);
  const { resultOf, leave } = operation;
  return whenEnded(resultsOf(source as AsyncIterable<ReminderEvent>, resultOf), leave);
}

function takenNow(
  { resultOf }: SharedOperation,
  events: readonly ReminderEvent[],
  sendNow: SendNow,
): boolean {
  try {
    const results = events.map(resultOf);
    // Fields that wait for the database are left to the usual way, so that nothing overtakes them.
    return results.every(isReady) && sendNow(results);
  } catch {
    // There it fails again, for those alone who sent the operation.
    return false;
  }
}

function isReady(result: SharedResult | Promise<SharedResult>): result is SharedResult {
  return !(result instanceof Promise);
}

function resultsOf(
  source: AsyncIterable<ReminderEvent>,
  resultOf: SharedOperation['resultOf'],
): AsyncIterableIterator<ExecutionResult> {
  const events = source[Symbol.asyncIterator]();
  return {
    async next() {
      const { value, done } = await events.next();
      return done ? { value: undefined, done } : { value: await resultOf(value) };
    },
    async return() {
      await events.return?.();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** Variables that do not fit: 400 over HTTP, before there is a stream. */
function ofTheRequest(error: GraphQLError): GraphQLError {
  const { message, nodes, extensions } = error;
  return new GraphQLError(message, {
    nodes,
    extensions: { ...extensions, http: { status: 400 }, code: 'BAD_USER_INPUT' },
  });
}
