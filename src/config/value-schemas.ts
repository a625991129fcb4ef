import { z } from 'zod';
import { isLoopbackAddress } from '../loopback.ts';
import {
  type CallAction,
  type CallPolicy,
  callActions,
  defaultCallPolicy,
} from '../reminders/call-conclusion.ts';
import { callResults } from '../reminders/call-report.ts';
import { type RefusableType, refusableTypes } from '../reminders/call-rules.ts';
import { parsePhoneNumber, whyUnknownCountry } from '../reminders/phone-number.ts';
import { parseFaultRates } from '../vapi/simulator/behaviour.ts';
import { DatabaseUrlError, readDatabaseUrl } from './database-url.ts';

export const number = (min: number, max: number) => {
  const message = `must be a number from ${min} to ${max}`;
  return z
    .stringFormat('number', /^\d+(\.\d+)?$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
};
/** Read in seconds, kept in milliseconds. */
export const seconds = (min: number, max: number) => number(min, max).transform((value) => value * 1_000);
const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** A longer time, with its unit: `7d`. `shortest` is written the same way. */
export const span = (shortest: string) =>
  z
    .stringFormat('span', /^[1-9]\d{0,5}[smhd]$/, 'must be a number with a unit, such as 7d, 12h or 30m')
    .transform(spanMs)
    .refine((ms) => ms >= spanMs(shortest), `must be ${shortest} or longer`);
const spanMs = (text: string) => Number(text.slice(0, -1)) * unitMs[text.slice(-1) as keyof typeof unitMs];
export const whole = (min: number, max: number) =>
  z
    .stringFormat('integer', /^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
export const oneOf = <const T extends readonly [string, ...string[]]>(...values: T) =>
  z.enum(values, `must be one of: ${values.join(', ')}`);
export const url = (...protocols: string[]) =>
  z
    .string()
    .refine((text) => protocols.some((protocol) => text.startsWith(`${protocol}://`)) && URL.canParse(text), {
      message: `must be a URL that begins with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
    });
export const databaseUrl = z.string().transform((text, context) => {
  try {
    return readDatabaseUrl(text);
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
});
export const text = (min: number, max: number) =>
  z.string().refine((value) => value.length >= min && value.length <= max, {
    message: `must be ${min} to ${max} characters`,
  });
/** It travels in a header. */
export const sharedSecret = z
  .string()
  .refine(
    (value) => /^[\x21-\x7e]{16,255}$/.test(value),
    'must be 16 to 255 letters, digits and signs, without spaces',
  );
const secureUrl = (why: string) =>
  url('http', 'https').refine(
    (value) => /^https:|^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/.test(value),
    `must begin with https://, ${why}`,
  );
export const publicUrl = secureUrl('as Vapi reports to nothing else');
export const jwksUrl = secureUrl('because anyone who changes its keys in transit could sign tokens');
export const phoneNumber = z
  .string()
  .refine(
    (text) => parsePhoneNumber(text) !== null,
    'must be a phone number with + and country code, such as +14155550123',
  )
  .transform((text) => parsePhoneNumber(text) ?? text);

/** `no-answer=retry, busy=fail`: what differs from the default. */
export const callPolicy = z.string().transform((text, context): CallPolicy => {
  const policy: Record<string, CallAction> = {};
  for (const pair of text.split(',')) {
    const [result = '', action = ''] = pair.split('=').map((part) => part.trim());
    const isKnown = (callResults as readonly string[]).includes(result);
    const known = callActions.find((each) => each === action);
    if (isKnown && known) policy[result] = known;
    else {
      context.addIssue(
        `is not understood at ${JSON.stringify(pair.trim())}: write result=action with commas between, results being ${callResults.join(', ')}, and actions ${callActions.join(', ')}`,
      );
    }
  }
  return { ...defaultCallPolicy, ...policy };
});

/** For what asks for no credentials. */
export const loopbackAddress = z
  .string()
  .refine(isLoopbackAddress, 'must be an address of the loopback, such as 127.0.0.1 or ::1');

/** Whose pages a browser says they are: scheme, name and port, and no more. */
export const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine((list) => list.every((origin) => /^https?:/.test(origin) && URL.parse(origin)?.origin === origin), {
    message: 'must be origins such as https://bellhop.example, with commas between them',
  });

/** Countries by their ISO code, or calling codes. */
export const countries = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim().replace(/^\+/, '').toUpperCase()))
  .refine((list) => list.every((each) => /^([A-Z]{2}|[1-9]\d{0,2})$/.test(each)), {
    message: 'must be country codes such as US,CA,49, with commas between them',
    abort: true,
  })
  .superRefine((list, context) => {
    for (const each of list) {
      const why = whyUnknownCountry(each);
      if (why !== null) context.addIssue(`has ${each}, which ${why}`);
    }
  });
export const numberTypes = z
  .string()
  .transform((text) => (text.trim() === 'none' ? [] : text.split(',').map((each) => each.trim())))
  .refine((list): list is RefusableType[] => list.every((each) => Object.hasOwn(refusableTypes, each)), {
    message: `must be some of ${Object.keys(refusableTypes).join(', ')}, with commas between them, or none`,
  });

export const faultRates = z.string().transform((text, context) => {
  try {
    return parseFaultRates(text);
  } catch (error) {
    context.addIssue(`is not understood: ${(error as Error).message.replace(/\.$/, '')}`);
    return z.NEVER;
  }
});
