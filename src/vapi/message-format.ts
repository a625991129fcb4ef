import type { CallRequest } from '../dispatch/call-placer.ts';
import { readProviderId } from './provider-id.ts';

/** The caller and the voice, as the account has them. */
export interface MessageCaller {
  /** E.164. */
  readonly from: string;
  readonly voice: string;
}

/** Wire format *message*: what is posted to `/call`. */
export interface MessagePayload {
  readonly to: string;
  readonly from: string;
  readonly voice: string;
  readonly content: { readonly type: 'voice'; readonly text: string };
}

export function messagePayload(request: CallRequest, { from, voice }: MessageCaller): MessagePayload {
  return { to: request.phoneNumber, from, voice, content: { type: 'voice', text: request.message } };
}

/** The id of the call in a success's body; `null` where it names none. Never fails: the call was placed either way. */
export function readCallSid(body: string | null): string | null {
  try {
    const answer: unknown = JSON.parse(body ?? '');
    if (typeof answer !== 'object' || answer === null || !('callSid' in answer)) return null;
    return readProviderId(answer.callSid);
  } catch {
    return null;
  }
}
