import type { MessagePayload } from '../message-format.ts';
import { isE164, isObject } from './shape.ts';

/** What is wrong with a body, in the words of Vapi's validation; empty for a good one. It knows no property it does not name. */
export function validateMessage(body: unknown): string[] {
  if (!isObject(body)) return ['the body must be a JSON object'];
  const problems = unknownProperties(body, ['to', 'from', 'voice', 'content'], '');
  for (const name of ['to', 'from']) {
    if (!isE164(body[name])) problems.push(`${name} must be a phone number in the E.164 format`);
  }
  if (typeof body['voice'] !== 'string' || body['voice'] === '') problems.push('voice must be a string');
  const content = body['content'];
  if (!isObject(content)) return [...problems, 'content must be an object'];
  problems.push(...unknownProperties(content, ['type', 'text'], 'content.'));
  if (content['type'] !== 'voice') problems.push('content.type must be one of: voice');
  if (typeof content['text'] !== 'string' || content['text'] === '')
    problems.push('content.text must be a string');
  return problems;
}

export function isMessage(body: unknown): body is MessagePayload {
  return validateMessage(body).length === 0;
}

function unknownProperties(value: object, known: readonly string[], prefix: string): string[] {
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => `property ${prefix}${name} should not exist`);
}
