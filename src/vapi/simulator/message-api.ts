import { randomBytes } from 'node:crypto';
import type { MessagePayload } from '../message-format.ts';
import type { Behaviour } from './behaviour.ts';
import type { Exchange } from './exchange.ts';
import type { LedgerCall, WritableLedger } from './ledger.ts';
import { isMessage, validateMessage } from './message-validation.ts';
import { pause } from './pause.ts';
import { refuseAsScripted } from './refusal.ts';
import type { ScriptBook } from './script-book.ts';

const SLOW_MS = 3_000;

export interface MessageApiDeps {
  readonly ledger: WritableLedger;
  readonly book: ScriptBook;
}

export interface MessageApiOptions {
  readonly latencyMs: number;
  readonly idempotent: boolean;
  readonly ledgerCapacity: number;
}

/** `POST /call` in wire format *message*. */
export interface MessageApi {
  place(exchange: Exchange): Promise<void>;
  forget(): void;
}

export function createMessageApi({ ledger, book }: MessageApiDeps, options: MessageApiOptions): MessageApi {
  const { latencyMs, idempotent, ledgerCapacity } = options;
  const callsByKey = new Map<string, LedgerCall>();

  async function place(exchange: Exchange) {
    const { body, headers } = exchange;
    const to = isMessage(body) ? body.to : null;
    const behaviour = to === null || !exchange.authorized ? 'refused' : book.next(to);
    exchange.note({ phoneNumber: to, behaviour });
    if (!exchange.authorized) return exchange.refuse(401, 'Invalid Key.');
    if (!isMessage(body)) {
      return exchange.refuse(400, body === null ? 'The body is not JSON.' : validateMessage(body));
    }
    const key = headers['idempotency-key'];
    const ring = () => rung(body, typeof key === 'string' ? key : null).callSid;
    if (refuseAsScripted(exchange, behaviour as Behaviour)) return;
    switch (behaviour) {
      case 'no-call-sid':
        ring();
        return exchange.answer(202, { status: 'queued' });
      case 'malformed-json':
        return exchange.answerBroken(202, `{"callSid":"${ring()}`);
      case 'accept-then-drop':
        ring();
        return exchange.hangUp();
      default:
        await pause(behaviour === 'slow' ? SLOW_MS : latencyMs);
        return exchange.answer(behaviour === 'ok' ? 200 : 202, { callSid: ring(), status: 'queued' });
    }
  }

  function rung({ to, from, voice, content }: MessagePayload, key: string | null) {
    const before = idempotent && key !== null ? callsByKey.get(key) : undefined;
    if (before) return before;
    const call: LedgerCall = {
      callSid: `CA${randomBytes(16).toString('hex')}`,
      to,
      from,
      voice,
      text: content.text,
      idempotencyKey: key,
      providerCallId: null,
      attemptId: null,
      placedAtMs: Date.now(),
    };
    if (key !== null) rememberKey(key, call);
    ledger.addCall(call);
    return call;
  }

  function rememberKey(key: string, call: LedgerCall) {
    callsByKey.set(key, call);
    const [oldest] = callsByKey.keys();
    if (callsByKey.size > ledgerCapacity && oldest !== undefined) callsByKey.delete(oldest);
  }

  return { place, forget: () => callsByKey.clear() };
}
