import {
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
  parsePhoneNumberWithError,
} from 'libphonenumber-js/max';

/** A batch and its doubles. */
const REMEMBERED = 2_000;
/**
 * What was read last, by its E.164. Each number of a batch is read to be checked, for its fingerprint, and to be held
 * against the rules; reading was a third of what this process spent on creating reminders.
 */
const remembered = new Map<string, PhoneNumber>();

/**
 * Reads a phone number in E.164 or a common form of it, such as `+1 (415) 555-0123`, and answers it in E.164.
 * `null`: it has no leading +, carries an extension or other text, or has a length that its country does not use.
 *
 * Only the length is held against the country's plan, not the ranges in use: those tables age, and a number
 * that was assigned last month must be callable today.
 */
export function parsePhoneNumber(text: string): string | null {
  const given = text.trim();
  if (remembered.has(given)) return given;
  try {
    const parsed = parsePhoneNumberWithError(given, { extract: false });
    if (parsed.ext !== undefined || !parsed.isPossible()) return null;
    const { number } = parsed;
    // What the library reads out of a trunk prefix given twice is another number when it is read again: nobody's.
    const again = number === given ? parsed : parsePhoneNumberWithError(number);
    if (again.number !== number) return null;
    remember(number, again);
    return number;
  } catch {
    return null;
  }
}

/** Codes of no country: free and shared-cost phones of the world, satellites, networks of several countries. */
const globalCallingCodes = ['800', '808', '870', '878', '881', '882', '883', '888', '979'];
const callingCodes = new Set([
  ...getCountries().map((country) => getCountryCallingCode(country)),
  ...globalCallingCodes,
]);
const countryNames = new Intl.DisplayNames('en', { type: 'region' });

/**
 * Why no phone number has this country (`DE`) or calling code (`49`), as the end of a sentence about it. `null`: some have.
 */
export function whyUnknownCountry(code: string): string | null {
  if (/^\d+$/.test(code)) return callingCodes.has(code) ? null : 'is not a calling code';
  if (isSupportedCountry(code)) return null;
  // Codes that are no longer used, or never were, have a successor in the tables of languages: UK has GB.
  const successor = new Intl.Locale(`und-${code}`).region ?? code;
  if (!isSupportedCountry(successor)) return 'is not a country code';
  return `is not a country code; write ${successor} (${countryNames.of(successor)})`;
}

/** What is known of a number in E.164. */
export function knownOfPhoneNumber(phoneNumber: string): PhoneNumber | undefined {
  return remembered.get(phoneNumber) ?? parsePhoneNumberFromString(phoneNumber);
}

function remember(phoneNumber: string, parsed: PhoneNumber): void {
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(phoneNumber, parsed);
}
