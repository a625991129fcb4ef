import type { Bellhop } from '../../src/client/client.ts';
import type { Change, SubscriberEvidence } from './evidence.ts';
import { tokenOf } from './stream.ts';

/** Follows every status change from `cursor` on, over as many connections as it takes. */
export function startWatcher(name: string, bellhop: Bellhop, cursor: string) {
  const leaving = new AbortController();
  const seen: Change[] = [];
  let connections = 0;
  let failure: unknown = null;

  async function follow() {
    const options = {
      after: cursor,
      signal: leaving.signal,
      onConnection: ({ kind }: { kind: string }) => {
        if (kind === 'connected') connections += 1;
      },
    };
    try {
      for await (const change of bellhop.watch(options)) {
        const token = tokenOf(change.reminder.message) ?? '';
        seen.push({ cursor: change.cursor, token, status: change.status.toLowerCase() });
      }
    } catch (error) {
      failure = error;
    }
  }

  const following = follow();
  return {
    count: () => seen.length,
    async stop(): Promise<SubscriberEvidence> {
      leaving.abort();
      await following;
      if (failure) throw failure;
      return { name, seen, connections };
    },
  };
}
