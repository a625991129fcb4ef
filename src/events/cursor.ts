import type { EventPosition } from '../reminders/event-log.ts';

/** A position as clients see it: opaque to them, and checked when it comes back. */
export function encodeCursor({ transactionId, sequence }: EventPosition): string {
  return Buffer.from(`${transactionId}:${sequence}`).toString('base64url');
}

/** `null`: no cursor of ours. */
export function decodeCursor(text: string): EventPosition | null {
  const [, transactionId, sequence] =
    /^(\d{1,19}):(\d{1,18})$/.exec(Buffer.from(text, 'base64url').toString()) ?? [];
  if (transactionId === undefined || sequence === undefined) return null;
  return { transactionId: BigInt(transactionId), sequence: BigInt(sequence) };
}
