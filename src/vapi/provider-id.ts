/** PostgreSQL refuses some strings, and one of them would keep its whole batch unrecorded: what is no plain id is none. */
const plainId = /^[\x21-\x7e]{1,255}$/;

/** An id that a provider gave, or `null` where it gave none. */
export function readProviderId(value: unknown): string | null {
  return typeof value === 'string' && plainId.test(value) ? value : null;
}
