import { createSimulator } from '../src/vapi/simulator/simulator.ts';
import { serve } from './serve.ts';

/** The provider that everybody posts to, in a process of its own: Bellhop's simulator, and when each request came. */
const simulator = await createSimulator({
  port: 0,
  latencyMs: Number(process.env['LATENCY_MS'] ?? 0),
  ledgerCapacity: 400_000,
});
const { ledger } = simulator;

serve({
  url: () => simulator.url,
  count: () => ledger.counts().requests,
  whenReceived: (count: number) => ledger.whenRequests(count),
  /** Of each request: when it came, what it said, and under which key. */
  received: () =>
    ledger.requests.map(({ receivedAtMs, body, idempotencyKey }) => ({
      atMs: receivedAtMs,
      text: (body as { content: { text: string } }).content.text,
      key: idempotencyKey,
    })),
});
