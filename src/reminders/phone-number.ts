import {
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

/** What is known of a number in E.164. */
export function knownOfPhoneNumber(phoneNumber: string): PhoneNumber | undefined {
  return remembered.get(phoneNumber) ?? parsePhoneNumberFromString(phoneNumber);
}

function remember(phoneNumber: string, parsed: PhoneNumber): void {
  if (remembered.size >= REMEMBERED) remembered.clear();
  remembered.set(phoneNumber, parsed);
}
