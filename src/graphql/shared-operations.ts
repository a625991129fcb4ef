import {
  type DocumentNode,
  type ExecutionResult,
  executeSubscriptionEvent,
  type ValidatedSubscriptionArgs,
} from 'graphql';
import type { Scope } from '../access/scope.ts';
import type { ReminderEvent } from '../reminders/event-log.ts';
import type { GraphQLContext } from './context.ts';
import { variablesOfResults } from './cursor-variable.ts';
import { type ErrorMask, formatError } from './error-mask.ts';

/** What all subscribers with the same operation are told of one event. */
export interface SharedResult extends ExecutionResult {
  /** The result as JSON, made once. Yoga looks for it by this name. */
  readonly stringify: () => string;
}

/** A subscription that any number of clients have sent, word for word. */
export interface SharedOperation {
  /** Executes for an event the first time that it is asked for. A promise only where a field needs the database. */
  resultOf(event: ReminderEvent): SharedResult | Promise<SharedResult>;
  /** One subscriber less. */
  leave(): void;
}

export interface SharedOperations {
  /** One subscriber more, whose own context and caller are left behind. */
  join(args: ValidatedSubscriptionArgs, scope: Scope): SharedOperation;
}

/** Executes identical subscriptions once for each event, however many subscribers there are. */
export function createSharedOperations(
  createEventContext: () => GraphQLContext,
  maskError: ErrorMask,
): SharedOperations {
  // Yoga parses each text once, so equal texts are one document.
  const byDocument = new WeakMap<DocumentNode, Map<string, Shared>>();

  function toShared({ data, errors }: ExecutionResult): SharedResult {
    const masked = errors?.map(maskError);
    let json: string | null = null;
    return {
      ...(data !== undefined && { data }),
      ...(masked && { errors: masked }),
      stringify: () => (json ??= JSON.stringify({ data, errors: masked?.map(formatError) })),
    };
  }

  function createShared(args: ValidatedSubscriptionArgs): Shared {
    const results = new WeakMap<ReminderEvent, SharedResult | Promise<SharedResult>>();
    // What belongs to the first subscriber alone must not reach the others.
    const common = { ...args, contextValue: createEventContext(), externalAbortSignal: undefined };
    return {
      subscribers: 0,
      resultOf(event) {
        const known = results.get(event);
        if (known) return known;
        const executed = executeSubscriptionEvent({ ...common, rootValue: event });
        const result = executed instanceof Promise ? executed.then(toShared) : toShared(executed);
        results.set(event, result);
        return result;
      },
    };
  }

  return {
    join(args, scope) {
      const { document, operation, rawVariableValues } = args;
      const key = JSON.stringify([
        operation.name?.value ?? null,
        variablesOfResults(document, operation, rawVariableValues),
        scope,
      ]);
      const operations = byDocument.get(document) ?? new Map<string, Shared>();
      byDocument.set(document, operations);
      let shared = operations.get(key);
      if (!shared) {
        shared = createShared(args);
        operations.set(key, shared);
      }
      shared.subscribers += 1;
      const joined = shared;
      return {
        resultOf: joined.resultOf,
        leave() {
          joined.subscribers -= 1;
          if (joined.subscribers === 0) operations.delete(key);
        },
      };
    },
  };
}

interface Shared {
  subscribers: number;
  readonly resultOf: SharedOperation['resultOf'];
}
