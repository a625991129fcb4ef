import { parsePhoneNumberWithError } from 'libphonenumber-js/max';

/**
 * Reads a phone number in E.164 or a common form of it, such as `+1 (415) 555-0123`, and answers it in E.164.
 * `null`: it has no leading +, carries an extension or other text, or has a length that its country does not use.
 *
 * Only the length is held against the country's plan, not the ranges in use: those tables age, and a number
 * that was assigned last month must be callable today.
 */
export function parsePhoneNumber(text: string): string | null {
  try {
    const parsed = parsePhoneNumberWithError(text.trim(), { extract: false });
    if (parsed.ext !== undefined || !parsed.isPossible()) return null;
    // What the library reads out of a trunk prefix given twice is another number when it is read again: nobody's.
    return parsePhoneNumberWithError(parsed.number).number === parsed.number ? parsed.number : null;
  } catch {
    return null;
  }
}
