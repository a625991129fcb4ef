import type { Exchange } from './exchange.ts';
import type { Ledger } from './ledger.ts';

const LEDGER_PAGE = 100;

/** Shows the ledger, of one number where `phoneNumber` names it. */
export function showLedger(ledger: Ledger, exchange: Exchange): void {
  const { searchParams } = exchange.url;
  // An unescaped + in a query is a space.
  const phoneNumber = searchParams.get('phoneNumber')?.replace(/^ /, '+') ?? null;
  const limit = Number(searchParams.get('limit') ?? LEDGER_PAGE) || LEDGER_PAGE;
  const requests = phoneNumber === null ? ledger.requests : ledger.requestsTo(phoneNumber);
  const calls = phoneNumber === null ? ledger.calls : ledger.callsTo(phoneNumber);
  exchange.answer(200, {
    counts: ledger.counts(),
    requests: requests.slice(-limit),
    calls: calls.slice(-limit),
    webhooks: ledger.webhooks.slice(-limit),
  });
}
