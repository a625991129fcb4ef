/** As much of RFC 6455 as clients need that count messages and read none. */
export interface FrameHandlers {
  /** A whole text message came in. */
  onText(): void;
  onPing(): void;
}

const TEXT = 1;
const PING = 9;

/** Answers what is fed each chunk of one connection. Servers send neither masks nor, here, fragments. */
export function createFrameReader({ onText, onPing }: FrameHandlers) {
  const head: number[] = [];
  let left = 0;

  function end() {
    const opcode = (head[0] ?? 0) & 15;
    head.length = 0;
    if (opcode === TEXT) onText();
    if (opcode === PING) onPing();
  }

  return (chunk: Buffer, length: number): void => {
    let at = 0;
    while (at < length) {
      if (left > 0) {
        const skipped = Math.min(left, length - at);
        left -= skipped;
        at += skipped;
        if (left === 0) end();
        continue;
      }
      head.push(chunk[at++] ?? 0);
      const payload = payloadLength(head);
      if (payload === null) continue;
      left = payload;
      if (left === 0) end();
    }
  };
}

/** `null`: the head is not complete. */
function payloadLength([, short, ...long]: readonly number[]): number | null {
  if (short === undefined) return null;
  if (short < 126) return short;
  if (long.length < (short === 126 ? 2 : 8)) return null;
  return long.reduce((sum, byte) => sum * 256 + byte, 0);
}

/** A masked text frame; the mask is 0, so that the payload stays as it is. */
export function maskedText(text: string): Buffer {
  const payload = Buffer.from(text);
  const long = payload.length >= 126;
  const length = long ? [126, payload.length >> 8, payload.length & 255] : [payload.length];
  const [first = 0, ...rest] = length;
  return Buffer.concat([Buffer.from([0x81, 0x80 | first, ...rest, 0, 0, 0, 0]), payload]);
}

export const pong = Buffer.from([0x8a, 0x80, 0, 0, 0, 0]);
