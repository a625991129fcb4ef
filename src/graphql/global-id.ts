import { validate } from 'uuid';

type NodeTypeName = 'Reminder' | 'CallAttempt';

/** The id that clients see: unique over all types, so that `node(id:)` can find anything. */
export function encodeGlobalId(type: NodeTypeName, id: string): string {
  return Buffer.from(`${type}:${id}`).toString('base64');
}

/** `null`: not an id that `encodeGlobalId` makes. What it answers is a UUID, which the store may rely on. */
export function decodeGlobalId(text: string): { readonly type: NodeTypeName; readonly id: string } | null {
  const [type, id] = Buffer.from(text, 'base64').toString().split(':');
  if ((type !== 'Reminder' && type !== 'CallAttempt') || id === undefined || !validate(id)) return null;
  // Base64 decodes leniently and UUIDs come in two cases; only one text names a node.
  return encodeGlobalId(type, id.toLowerCase()) === text ? { type, id } : null;
}

/** The UUID of the reminder that this global id names; `null` if it names none. */
export function reminderIdOf(globalId: string): string | null {
  const decoded = decodeGlobalId(globalId);
  return decoded?.type === 'Reminder' ? decoded.id : null;
}
