import type { CallLimits } from './dispatch-store.ts';
import { knownOfPhoneNumber } from './phone-number.ts';

/** Kinds of numbers that cost far more than a call, and that fraudsters have others ring. */
export const refusableTypes = {
  premium: 'PREMIUM_RATE',
  'shared-cost': 'SHARED_COST',
  uan: 'UAN',
  personal: 'PERSONAL_NUMBER',
  pager: 'PAGER',
} as const;
export type RefusableType = keyof typeof refusableTypes;

export interface CallRules {
  /** Countries such as `DE`, or calling codes such as `49`; `null`: anywhere. */
  readonly allowedCountries: readonly string[] | null;
  readonly refusedTypes: readonly RefusableType[];
  /** How many reminders one number may be scheduled for on one day (UTC); `null`: any number of them. */
  readonly perNumberAndDay: number | null;
}

export interface NumberRefusal {
  readonly code: 'COUNTRY_NOT_ALLOWED' | 'NUMBER_TYPE_REFUSED' | 'DO_NOT_CALL' | 'TOO_MANY_CALLS';
  readonly message: string;
}

/** Why a number may not be rung, whenever it is; `null`: it may, as far as its country and kind go. */
export function refuseNumber(
  phoneNumber: string,
  { allowedCountries, refusedTypes }: CallRules,
): NumberRefusal | null {
  const parsed = knownOfPhoneNumber(phoneNumber);
  const { country = '', countryCallingCode = '' } = parsed ?? {};
  const names = [country, countryCallingCode].filter((name) => name !== '');
  if (allowedCountries && !names.some((name) => allowedCountries.includes(name))) {
    const message = `Numbers of ${country || `+${countryCallingCode}`} may not be rung; ALLOWED_COUNTRY_CODES names those that may.`;
    return { code: 'COUNTRY_NOT_ALLOWED', message };
  }
  const type = parsed?.getType();
  const refused = refusedTypes.find((each) => refusableTypes[each] === type);
  if (refused === undefined) return null;
  return { code: 'NUMBER_TYPE_REFUSED', message: `This is a ${refused} number, which may not be rung.` };
}

/** `day` as in 2030-12-31. */
export function tooManyCalls(count: number, day: string, limit: number): NumberRefusal {
  const message = `The number has ${count} reminders on ${day} (UTC); at most ${limit} are allowed.`;
  return { code: 'TOO_MANY_CALLS', message };
}

/** Why dispatch pauses at a daily limit, for the person who is to resume it. */
export function limitReached(limit: 'calls' | 'spend', { callsPerDay, spendUsdPerDay }: CallLimits): string {
  const reached =
    limit === 'calls'
      ? `MAX_CALLS_PER_DAY (${callsPerDay}) is reached within 24 hours.`
      : `MAX_SPEND_USD_PER_DAY (${spendUsdPerDay}) is reached by the calls of the last 24 hours.`;
  return `${reached} Check what was called and what is due. Resuming allows as much again.`;
}

export const doNotCallRefusal: NumberRefusal = {
  code: 'DO_NOT_CALL',
  message: 'The number is on the do-not-call list.',
};
