import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { CallReport } from '../reminders/call-report.ts';
import {
  property,
  readCallObject,
  readCost,
  readInstant,
  readReason,
  readWord,
  reportOf,
} from './call-object.ts';

/** Far more than the reports that Bellhop asks for. What is longer is not read, and its call is asked for instead. */
export const MAX_WEBHOOK_BYTES = 1_048_576;
/** How old, or how far ahead, a signature's timestamp may be. */
const SIGNATURE_WINDOW_MS = 5 * 60_000;

export interface WebhookAnswer {
  readonly status: 200 | 400 | 401;
  /** What it reports; `null` where it was refused, or says nothing that concerns us. */
  readonly report: CallReport | null;
  /** In one word or two, for a log and a counter: what it was, or why it was refused. Nothing of its content. */
  readonly why: string;
}

export interface WebhookReader {
  /**
   * What the head of a request proves: `null`, that Vapi sent it; `signed`, nothing before its body is read; else why it
   * is refused, in a word or two.
   */
  readonly judgeHead: (headers: IncomingHttpHeaders) => string | 'signed' | null;
  readonly read: (headers: IncomingHttpHeaders, rawBody: Buffer, now: Date) => WebhookAnswer;
}

/**
 * Says what to answer to a request that claims to come from Vapi, and what it reports. Pure: the same report may come
 * twice or late, so its status is held against what is known already.
 */
export function createWebhookReader(secret: string): WebhookReader {
  const judgeHead: WebhookReader['judgeHead'] = (headers) => {
    if (first(headers['x-signature']) !== null)
      return first(headers['x-timestamp']) === null ? 'no timestamp' : 'signed';
    const token =
      first(headers['x-vapi-secret']) ?? first(headers.authorization)?.replace(/^Bearer /i, '') ?? null;
    if (token === null) return 'no secret';
    return isSame(token, secret) ? null : 'wrong secret';
  };
  return {
    judgeHead,
    read(headers, rawBody, now) {
      const head = judgeHead(headers);
      const forgery = head === 'signed' ? findForgery(headers, rawBody, { secret, now }) : head;
      if (forgery !== null) return refused(401, forgery);
      let body: unknown;
      try {
        body = JSON.parse(rawBody.toString('utf8'));
      } catch {
        return refused(400, 'no JSON');
      }
      return readMessage(property(body, 'message'));
    },
  };
}

function refused(status: 400 | 401, why: string): WebhookAnswer {
  return { status, report: null, why };
}

/** Whatever comes from Vapi is answered 200, also what we do not know: it would only be sent again. */
function readMessage(message: unknown): WebhookAnswer {
  const type = readWord(property(message, 'type'));
  const ignored = (why: string): WebhookAnswer => ({ status: 200, report: null, why });
  if (type !== 'status-update' && type !== 'end-of-call-report') return ignored('another type');
  const call = readCallObject(property(message, 'call'));
  if (!call) return ignored('no call');
  // What the message says is newer than the call that it quotes.
  const isReport = type === 'end-of-call-report';
  const endedReason = readReason(property(message, 'endedReason')) ?? call.endedReason;
  const report = reportOf(
    {
      ...call,
      status: isReport ? 'ended' : readWord(property(message, 'status')),
      endedReason,
      startedAt: readInstant(property(message, 'startedAt')) ?? call.startedAt,
      endedAt: readInstant(property(message, 'endedAt')) ?? call.endedAt,
      costUsd: readCost(property(message, 'cost')) ?? call.costUsd,
    },
    readInstant(property(message, 'timestamp')),
  );
  return report ? { status: 200, report, why: type } : ignored('another status');
}

interface Proof {
  readonly secret: string;
  readonly now: Date;
}

/** `null`: the secret signs the body and a fresh instant. */
function findForgery(headers: IncomingHttpHeaders, rawBody: Buffer, { secret, now }: Proof): string | null {
  const [signature, timestamp] = [first(headers['x-signature']) ?? '', first(headers['x-timestamp']) ?? ''];
  if (!isSignatureOf(signature, timestamp, rawBody, secret)) return 'wrong signature';
  return isFresh(timestamp, now) ? null : 'stale';
}

/** SHA-256 over `{timestamp}.{body}`, the default of Vapi's HMAC credentials, as hex or base64. */
function isSignatureOf(signature: string, timestamp: string, rawBody: Buffer, secret: string): boolean {
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest();
  const given = signature.replace(/^sha256=/, '');
  const inHex = isSame(given.toLowerCase(), digest.toString('hex'));
  return isSame(given, digest.toString('base64')) || inHex;
}

/** Vapi does not say whether it counts seconds or milliseconds. */
function isFresh(timestamp: string, now: Date): boolean {
  if (!/^\d{1,15}$/.test(timestamp)) return false;
  const instant = readInstant(Number(timestamp));
  return instant !== null && Math.abs(instant.getTime() - now.getTime()) <= SIGNATURE_WINDOW_MS;
}

/** In a time that tells nothing of where they differ, or of their lengths. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a as Buffer, b as Buffer);
}

function first(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null;
}
