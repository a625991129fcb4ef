import type { Config } from './config/config.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import type { GraphQLServices } from './graphql/context.ts';
import { newId } from './new-id.ts';
import { createRefuseCalls } from './reminders/refuse-calls.ts';

export interface GraphQLServicesDeps extends Omit<GraphQLServices, 'useCases' | 'simulated' | 'onResumed'> {
  readonly dispatcher: Dispatcher;
}

/** What the API works with: the stores and the feed, and the use cases, which tell the dispatcher what falls due. */
export function createGraphQLServices(
  { dispatcher, ...given }: GraphQLServicesDeps,
  { vapi, callRules, maxRetryAttempts }: Pick<Config, 'vapi' | 'callRules' | 'maxRetryAttempts'>,
): GraphQLServices {
  const { store, doNotCall } = given;
  return {
    ...given,
    useCases: {
      store,
      now: dispatcher.now,
      newId,
      maxRetryAttempts,
      refuseCalls: createRefuseCalls({ store, doNotCall }, callRules),
      onScheduled: dispatcher.onScheduled,
    },
    simulated: vapi.account === null,
    onResumed: dispatcher.onResumed,
  };
}
