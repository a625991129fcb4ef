import { Writable } from 'node:stream';

/** Control characters but tab and line break, and those that turn the direction of text around. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text for a terminal: `\u001b` instead of an escape sequence that a name or message could hide. */
export function visibleText(text: string): string {
  return text.replace(controls, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** Like visibleText, on one line. */
export function visibleLine(text: string): string {
  return visibleText(text.replaceAll('\n', '\\n'));
}

/** Writes whole characters to a terminal as visible text. */
export function visibleOutput(terminal: Writable): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => void terminal.write(visibleText(String(chunk)), done),
  });
}
