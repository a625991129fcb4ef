import type { Behaviour } from './behaviour.ts';
import { lifeOf, rings } from './call-life.ts';
import type { CallLives } from './call-lives.ts';
import { type CreateCall, validateCall } from './call-validation.ts';
import type { Exchange } from './exchange.ts';
import type { WritableLedger } from './ledger.ts';
import { pause } from './pause.ts';
import { refuseAsScripted } from './refusal.ts';
import type { ScriptBook } from './script-book.ts';
import { createSimulatedCall, type SimulatedCall } from './simulated-call.ts';

const SLOW_MS = 3_000;

export type BlockedBehaviour = 'blocked-in-answer' | 'blocked-then-rings';

function isBlocking(behaviour: Behaviour): behaviour is BlockedBehaviour {
  return behaviour === 'blocked-in-answer' || behaviour === 'blocked-then-rings';
}

export interface CallApiDeps {
  readonly ledger: WritableLedger;
  readonly book: ScriptBook;
  readonly lives: CallLives;
}

export interface CallApiOptions {
  readonly latencyMs: number;
  /** Calls of the account that may be up at once. */
  readonly concurrencyLimit: number;
  /** What becomes of a call above that limit. */
  readonly aboveLimit: BlockedBehaviour;
  /** How long a new call is missing in lists. */
  readonly listLagMs: number;
  /** How long the answer takes once the call is placed and listed. */
  readonly answerDelayMs: number;
  readonly capacity: number;
}

/** Vapi's `/call` as it is today. */
export interface CallApi {
  place(exchange: Exchange): Promise<void>;
  list(exchange: Exchange): void;
  show(exchange: Exchange, id: string): void;
  remove(exchange: Exchange, id: string): void;
  forget(): void;
}

export function createCallApi({ ledger, book, lives }: CallApiDeps, options: CallApiOptions): CallApi {
  const calls = new Map<string, SimulatedCall>();

  async function place(exchange: Exchange) {
    const problems = validateCall(exchange.body);
    const body = exchange.body as CreateCall;
    const number = problems.length === 0 ? body.customer.number : null;
    const behaviour = number === null || !exchange.authorized ? 'refused' : book.next(number);
    exchange.note({ phoneNumber: number, behaviour });
    if (!exchange.authorized) return exchange.refuse(401, invalidKey);
    if (behaviour === 'refused') return exchange.refuse(400, problems);
    if (refuseAsScripted(exchange, behaviour)) return;
    if (behaviour === 'slow') await pause(SLOW_MS);
    else await pause(options.latencyMs);

    const isFull = lives.up().now >= options.concurrencyLimit;
    const kind = isFull && !isBlocking(behaviour) ? options.aboveLimit : behaviour;
    const isBlocked = isBlocking(kind);
    const call = createSimulatedCall(body, lifeOf(kind), kind === 'blocked-then-rings');
    keep(call);
    const life = lives.live(call, kind, () => enter(call, body));
    const limits = {
      concurrencyBlocked: isBlocked,
      concurrencyLimit: options.concurrencyLimit,
      remainingConcurrentCalls: Math.max(0, options.concurrencyLimit - lives.up().now),
    };
    const taken = { ...call.show(), subscriptionLimits: limits };
    await pause(options.answerDelayMs);
    if (kind === 'accept-then-drop') return exchange.hangUp();
    if (kind === 'malformed-json') return exchange.answerBroken(201, `{"id":"${call.id}`);
    if (kind === 'no-call-sid') return exchange.answer(201, { ...taken, id: undefined });
    if (kind === 'webhooks-first') await life;
    return exchange.answer(201, taken);
  }

  function keep(call: SimulatedCall) {
    calls.set(call.id, call);
    const [oldest] = calls.keys();
    if (calls.size > options.capacity && oldest !== undefined) calls.delete(oldest);
  }

  function enter(call: SimulatedCall, body: CreateCall) {
    if (!rings(call.life)) return;
    const settings = body.assistant ?? body.assistantOverrides;
    ledger.addCall({
      callSid: call.callSid,
      to: body.customer.number,
      from: body.phoneNumberId,
      voice: settings?.voice?.voiceId ?? '',
      text: settings?.firstMessage ?? String(settings?.variableValues?.['message'] ?? ''),
      idempotencyKey: null,
      providerCallId: call.id,
      attemptId: body.customer.externalId ?? null,
      placedAtMs: Date.now(),
    });
  }

  /** Newest first, as far as `limit` goes. */
  function list(exchange: Exchange) {
    if (!exchange.authorized) return exchange.refuse(401, invalidKey);
    const query = exchange.url.searchParams;
    const limit = Number(query.get('limit') ?? 100);
    if (!Number.isInteger(limit) || limit < 0 || limit > 1_000) {
      return exchange.refuse(400, ['limit must not be greater than 1000']);
    }
    const phoneNumberId = query.get('phoneNumberId');
    const visibleUntilMs = Date.now() - options.listLagMs;
    const bound = (name: string, otherwise: number) => {
      const value = query.get(name);
      return value === null ? otherwise : Date.parse(value);
    };
    const from = Math.max(bound('createdAtGe', 0), bound('createdAtGt', -1) + 1);
    const to = Math.min(bound('createdAtLe', Infinity), bound('createdAtLt', Infinity) - 1);
    const shown = [...calls.values()]
      .filter((call) => phoneNumberId === null || call.phoneNumberId === phoneNumberId)
      .filter(({ createdAtMs }) => createdAtMs <= visibleUntilMs && createdAtMs >= from && createdAtMs <= to)
      .reverse()
      .slice(0, limit)
      .map((call) => call.show());
    return exchange.answer(200, shown);
  }

  function found(exchange: Exchange, id: string): SimulatedCall | null {
    const call = calls.get(id) ?? null;
    if (!exchange.authorized) exchange.refuse(401, invalidKey);
    else if (!call) exchange.refuse(404, `Call not found: ${id}`);
    return exchange.authorized ? call : null;
  }

  return {
    place,
    list,
    show(exchange, id) {
      const call = found(exchange, id);
      if (call) exchange.answer(200, call.show());
    },
    remove(exchange, id) {
      const call = found(exchange, id);
      if (!call) return;
      const isWaiting = call.isWaiting();
      lives.drop(id);
      // A call that waits stays on the list, ended; any other is erased.
      if (isWaiting) call.end('scheduled-call-deleted');
      else calls.delete(id);
      exchange.answer(200, call.show());
    },
    forget() {
      calls.clear();
      lives.dropAll();
    },
  };
}

const invalidKey =
  'Invalid Key. Hot tip, you may be using the private key instead of the public key, or vice versa.';
