import { writeFile } from 'node:fs/promises';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const MOST_COLOURS = 256;

/** Takes a picture and writes it with a palette: a third of the bytes, and of flat colours nobody sees the difference. */
export async function savePng(page: Page, path: string): Promise<void> {
  const { width, height, pixels } = await pixelsOf(page, await page.screenshot());
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const palette = paletteOf(
    [...counts].toSorted(([, one], [, other]) => other - one).map(([colour]) => colour),
  );
  const indexOf = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  for (const [at, pixel] of pixels.entries()) {
    let index = indexOf.get(pixel);
    if (index === undefined) {
      index = nearest(palette, pixel);
      indexOf.set(pixel, index);
    }
    // Each row begins with its filter: none.
    rows[at + Math.floor(at / width) + 1] = index;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap(channels));
  await writeFile(
    path,
    Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
      chunk('IHDR', header),
      chunk('PLTE', colours),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Row by row, each `0xRRGGBB`. */
  readonly pixels: readonly number[];
}

/** The browser that took it can also read it. Another page, since this one forbids pictures from elsewhere. */
async function pixelsOf(page: Page, png: Buffer): Promise<Picture> {
  const reader = await page.context().newPage();
  const read = (await reader.evaluate(readPicture(png.toString('base64')))) as [number, number, string];
  await reader.close();
  const [width, height, text] = read;
  const bytes = Buffer.from(text, 'base64');
  const pixels = Array.from({ length: width * height }, (_, at) => bytes.readUIntBE(at * 4, 3));
  return { width, height, pixels };
}

const readPicture = (base64: string) => `(async () => {
  const blob = await (await fetch('data:image/png;base64,${base64}')).blob();
  const bitmap = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  let text = '';
  for (let at = 0; at < data.length; at += 32_768) text += String.fromCharCode(...data.subarray(at, at + 32_768));
  return [bitmap.width, bitmap.height, btoa(text)];
})()`;

/** The frequent ones first; the more there are, the further apart, so that a few green dots stay green. */
function paletteOf(colours: readonly number[]): readonly number[] {
  for (let apart = 0; ; apart += 8) {
    const palette: number[] = [];
    for (const colour of colours) {
      if (palette.length > MOST_COLOURS) break;
      if (palette.every((other) => distance(colour, other) > apart * apart)) palette.push(colour);
    }
    if (palette.length <= MOST_COLOURS) return palette;
  }
}

function nearest(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, other] of palette.entries()) {
    const far = distance(colour, other);
    if (far < least) [best, least] = [index, far];
  }
  return best;
}

function distance(one: number, other: number): number {
  const [red, green, blue] = channels(one);
  const [otherRed, otherGreen, otherBlue] = channels(other);
  return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

function channels(colour: number): readonly [number, number, number] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
