import { type FanOutKind, type FanOutSize, fanOut } from '../measures/fan-out.ts';
import { finish, inTurns, row } from '../rounds.ts';
import type { Stage } from '../stage.ts';
import { quantile } from '../stats.ts';

const plain: FanOutKind = { name: 'yoga + graphql-ws', server: 'plain', stalled: false };
const kinds: readonly FanOutKind[] = [
  plain,
  { name: 'nothing but the writes', server: 'bare', stalled: false },
  { name: 'Bellhop', server: 'bellhop', stalled: false },
  { name: 'Bellhop, one more stalls', server: 'bellhop', stalled: true },
];

export async function measureFanOut(
  stage: Stage,
  { rounds, fanOut: size }: { readonly rounds: number; readonly fanOut: FanOutSize },
): Promise<void> {
  const found = await inTurns(rounds, kinds, (kind) => fanOut(stage, kind, size));
  finish({
    title: `Fan-out to ${size.subscribers} subscribers: ${size.events} events one by one, ${size.burst} at once`,
    unit: 'ms from the mutation to the last subscriber',
    base: plain.name,
    rows: found.map(({ name, results }) =>
      row(name, {
        p50: results.map(({ lastMs }) => quantile(lastMs, 0.5)),
        p99: results.map(({ lastMs }) => quantile(lastMs, 0.99)),
        'at once, messages/s': results.map((each) => each.messagesPerSecond),
        'CPU, µs a message': results.map((each) => each.cpuUsPerMessage),
        'the clients’': results.map((each) => each.clientCpuUsPerMessage),
        'memory, KB a subscriber': results.map((each) => each.kbPerSubscriber),
      }),
    ),
  });
}
