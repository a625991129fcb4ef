import type { IncomingHttpHeaders } from 'node:http';
import type { Behaviour } from './behaviour.ts';

/** A request, whatever it asked for, as it came. */
export interface LedgerRequest {
  /**
   * Milliseconds since 1970, when its body had arrived, by the machine's clock as Bellhop reads it. With
   * `performance.timeOrigin` it would have a fraction, and be off by 10 ms where the process started on a busy machine.
   */
  readonly receivedAtMs: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** Without the key. */
  readonly headers: IncomingHttpHeaders;
  /** The number to ring, where it asks to ring one. */
  readonly phoneNumber: string | null;
  readonly idempotencyKey: string | null;
  readonly authorized: boolean;
  /** As parsed; `null` if it is no JSON. */
  readonly body: unknown;
  readonly behaviour: Behaviour | 'refused';
  /** What was answered; `null` if nothing was. */
  readonly status: number | null;
}

/** A call that was placed: a phone that rings. */
export interface LedgerCall {
  readonly callSid: string;
  readonly to: string;
  readonly from: string;
  readonly voice: string;
  readonly text: string;
  readonly idempotencyKey: string | null;
  /** What wire format *call* knows it by, and sends along for it; `null` in the other. */
  readonly providerCallId: string | null;
  readonly attemptId: string | null;
  readonly placedAtMs: number;
}

/** A webhook that was sent: one try of it. */
export interface LedgerWebhook {
  readonly providerCallId: string;
  readonly type: string;
  /** The call's, as the webhook tells it. */
  readonly status: string;
  readonly sentAtMs: number;
  /** What the receiver answered; `null` if it did not. */
  readonly answered: number | null;
}

/** Everything that the simulator was asked and did: what tests and people hold the truth against. */
export interface Ledger {
  readonly requests: readonly LedgerRequest[];
  readonly calls: readonly LedgerCall[];
  readonly webhooks: readonly LedgerWebhook[];
  /** Of all there ever were, also those that are kept no longer. */
  counts(): { readonly requests: number; readonly calls: number; readonly webhooks: number };
  requestsTo(phoneNumber: string): LedgerRequest[];
  callsTo(phoneNumber: string): LedgerCall[];
  /** Resolves once there were so many requests. */
  whenRequests(count: number): Promise<void>;
  /** Resolves once there were so many calls. */
  whenCalls(count: number): Promise<void>;
  /** Resolves once so many webhooks were sent and answered, or not. */
  whenWebhooks(count: number): Promise<void>;
  clear(): void;
}

export interface WritableLedger extends Ledger {
  addRequest(request: LedgerRequest): void;
  addCall(call: LedgerCall): void;
  addWebhook(webhook: LedgerWebhook): void;
}

/** Keeps the newest `capacity` of each. */
export function createLedger(capacity: number): WritableLedger {
  const requests = createShelf<LedgerRequest>(capacity);
  const calls = createShelf<LedgerCall>(capacity);
  const webhooks = createShelf<LedgerWebhook>(capacity);
  return {
    requests: requests.items,
    calls: calls.items,
    webhooks: webhooks.items,
    counts: () => ({ requests: requests.total(), calls: calls.total(), webhooks: webhooks.total() }),
    requestsTo: (phoneNumber) => requests.items.filter((each) => each.phoneNumber === phoneNumber),
    callsTo: (phoneNumber) => calls.items.filter((each) => each.to === phoneNumber),
    whenRequests: requests.when,
    whenCalls: calls.when,
    whenWebhooks: webhooks.when,
    clear() {
      requests.clear();
      calls.clear();
      webhooks.clear();
    },
    addRequest: requests.add,
    addCall: calls.add,
    addWebhook: webhooks.add,
  };
}

function createShelf<T>(capacity: number) {
  const items: T[] = [];
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();
  let total = 0;
  return {
    items,
    total: () => total,
    add(item: T) {
      items.push(item);
      total += 1;
      // A tenth at a time, since shifting moves all that stays.
      if (items.length > capacity) items.splice(0, Math.ceil(capacity / 10));
      for (const each of waiting) {
        if (total < each.count) continue;
        waiting.delete(each);
        each.resolve();
      }
    },
    when(count: number): Promise<void> {
      if (total >= count) return Promise.resolve();
      return new Promise((resolve) => waiting.add({ count, resolve }));
    },
    clear() {
      items.length = 0;
      total = 0;
    },
  };
}
