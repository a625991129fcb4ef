import { GraphQLError } from 'graphql';
import type { GraphQLParams } from 'graphql-yoga';
import { badUserInput } from '../graphql/bad-user-input.ts';

/** Three times what 1,000 reminders with every field have. */
const maxMarks = 50_000;

/**
 * Reads a request's JSON. `JSON.parse` takes up to a second for 5 MB of nothing but brackets or keys, and the event loop
 * stands still for it. Counting the brackets, colons and commas first takes milliseconds.
 * @throws GraphQLError if the body does not arrive, is no JSON, or is wider than any operation.
 */
export async function readJsonBody(request: Request): Promise<GraphQLParams> {
  const text = await request.text().catch(explainUnread);
  if (isWide(text)) {
    throw badUserInput(
      `The body holds more than ${maxMarks} lists, objects and entries. Send it as several operations.`,
    );
  }
  try {
    // Yoga refuses what is no object.
    return JSON.parse(text) as GraphQLParams;
  } catch (error) {
    throw badRequest(`The body is not JSON: ${(error as Error).message}`);
  }
}

/** Yoga has its own error for what is too large. Else the client hung up, which is no failure of the database. */
function explainUnread(error: unknown): never {
  throw error instanceof GraphQLError ? error : badRequest('The body did not arrive in full.');
}

function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

/** Whether there are more than `maxMarks` of `[`, `{`, `:` and `,` outside strings. */
function isWide(text: string): boolean {
  let marks = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at + 1);
        break;
      case '[':
      case '{':
      case ':':
      case ',':
        marks += 1;
        if (marks > maxMarks) return true;
    }
  }
  return false;
}

/** Where the quotation mark is that ends a string. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start); at >= 0; at = text.indexOf('"', at + 1)) {
    let escapes = 0;
    while (text[at - 1 - escapes] === '\\') escapes += 1;
    if (escapes % 2 === 0) return at;
  }
  return text.length;
}
