import { readSource } from './consumer.ts';

export interface DocumentedExample {
  /** Where it stands, such as `src/client/bellhop.ts: schedule`. */
  readonly name: string;
  /** A module of its own, ready to be compiled and run. */
  readonly program: string;
  /** What its comments say that it prints, line by line. */
  readonly prints: readonly string[];
}

const given = {
  imports: `import { AuthError, createBellhop, CursorExpiredError, OperationError, TransportError, type TypedDocument } from 'bellhop/client';`,
  bellhop: `const bellhop = createBellhop({ url: process.env['BELLHOP_URL']! });`,
  id: `const id = process.env['REMINDER_ID']!;`,
};

/** The examples in doc comments of a source file, named after what they document. */
export async function examplesInComments(path: string): Promise<DocumentedExample[]> {
  const source = await readSource(path);
  const comments = source.matchAll(
    /\/\*\*\n((?:(?!\*\/).)*?@example\n.*?)\*\/\s*(?:export function )?(\w+)/gs,
  );
  return [...comments].map(([, comment = '', documented]) => {
    const [, example = ''] = comment.split('@example\n');
    return toExample(`${path}: ${documented}`, example.replaceAll(/^ *\* ?/gm, ''));
  });
}

/** The blocks of TypeScript in a page. */
export async function examplesInPage(path: string): Promise<DocumentedExample[]> {
  const blocks = (await readSource(path)).matchAll(/^```ts\n(.*?)^```$/gms);
  return [...blocks].map(([, block = ''], index) => toExample(`${path}: ${index + 1}`, block));
}

function toExample(name: string, code: string): DocumentedExample {
  const preamble = [
    /from 'bellhop\/client'/.test(code) ? '' : given.imports,
    /const bellhop =/.test(code) ? '' : given.bellhop,
    given.id,
  ];
  const body = code.replaceAll(`'http://127.0.0.1:4000'`, `process.env['BELLHOP_URL']!`);
  const prints = [...code.matchAll(/\/\/ prints: (.*)$/gm)].map(([, text = '']) => text);
  return { name, program: [...preamble, body].join('\n'), prints };
}
