const FINAL_TEXT = 0x81;
const LENGTH_OF_16_BITS = 126;
const LENGTH_OF_64_BITS = 127;

/** Whole text messages as a server sends them. @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export function textFrames(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const frames = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + headLength(length) + length, 0));
  let at = 0;
  texts.forEach((text, index) => {
    at = writeHead(frames, at, lengths[index] ?? 0);
    at += frames.write(text, at);
  });
  return frames;
}

function headLength(length: number): number {
  if (length < LENGTH_OF_16_BITS) return 2;
  return length < 65_536 ? 4 : 10;
}

/** Answers where the payload begins. */
function writeHead(frames: Buffer, at: number, length: number): number {
  frames[at] = FINAL_TEXT;
  switch (headLength(length)) {
    case 2:
      frames[at + 1] = length;
      return at + 2;
    case 4:
      frames[at + 1] = LENGTH_OF_16_BITS;
      return frames.writeUInt16BE(length, at + 2);
    default:
      frames[at + 1] = LENGTH_OF_64_BITS;
      return frames.writeBigUInt64BE(BigInt(length), at + 2);
  }
}
