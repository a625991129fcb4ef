import type { Ledger, LedgerRequest } from '../../src/vapi/simulator/ledger.ts';
import type { PlacedCall } from './evidence.ts';
import { tokenOf } from './stream.ts';

/** Each call beside its request. Both are written down when the request is answered, so their order is the same. */
export function placedCalls({ requests, calls }: Pick<Ledger, 'requests' | 'calls'>): PlacedCall[] {
  const placing = Map.groupBy(
    requests.filter(({ method, status, behaviour }) => method === 'POST' && isPlacing(status, behaviour)),
    (request) => keyOf(request),
  );
  return calls.map(({ text, idempotencyKey, attemptId, placedAtMs }) => {
    const key = idempotencyKey ?? attemptId ?? '';
    const request = placing.get(key)?.shift();
    // A request that is answered later, or with the first call of its key, stands for itself.
    return {
      token: tokenOf(text) ?? '',
      key,
      requestedMs: request?.receivedAtMs ?? placedAtMs,
      atMs: placedAtMs,
      status: request ? request.status : 201,
    };
  });
}

function isPlacing(status: number | null, behaviour: LedgerRequest['behaviour']): boolean {
  return behaviour === 'accept-then-drop' || (status !== null && status < 300);
}

function keyOf({ idempotencyKey, body }: LedgerRequest): string {
  if (idempotencyKey !== null) return idempotencyKey;
  return (
    (body as { readonly customer?: { readonly externalId?: string } } | null)?.customer?.externalId ?? ''
  );
}
