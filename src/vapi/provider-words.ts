const MAX_LENGTH = 300;

/** What the provider said about a refusal, in one line that fits a table; empty where it said nothing. */
export function providerWords(body: string | null): string {
  const words = fromJson(body) ?? body ?? '';
  const line = words.replaceAll(/\s+/g, ' ').trim();
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH - 1)}…` : line;
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
