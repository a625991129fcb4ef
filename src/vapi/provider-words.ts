const MAX_LENGTH = 300;

/** What the provider said about a refusal, in one line that fits a table, without our key; empty where it said nothing. */
export function providerWords(body: string | null, apiKey: string): string {
  const words = fromJson(body) ?? body ?? '';
  // PostgreSQL refuses a NUL, and half a surrogate pair in JSON: one such reason would keep its whole batch unrecorded.
  const line = words
    .replaceAll(apiKey, '[key]')
    .replaceAll(/[\s\p{Cc}]+/gu, ' ')
    .trim();
  return (line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line).toWellFormed();
}

/** Vapi answers `{message: string | string[], error, statusCode}`. */
function fromJson(body: string | null): string | null {
  try {
    const answer: unknown = JSON.parse(body ?? '');
    if (typeof answer !== 'object' || answer === null) return null;
    const { message, error } = answer as { readonly message?: unknown; readonly error?: unknown };
    if (Array.isArray(message)) return message.map(String).join('; ');
    if (typeof message === 'string') return message;
    return typeof error === 'string' ? error : null;
  } catch {
    return null;
  }
}
