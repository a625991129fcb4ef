/** What a typed phone number is. */
export type TypedNumber =
  | { readonly kind: 'empty' }
  /** `number` is in E.164; `note` is a doubt that does not forbid it. */
  | {
      readonly kind: 'number';
      readonly number: string;
      readonly country: string | null;
      readonly note: string | null;
    }
  | { readonly kind: 'wrong'; readonly problem: string };

type Library = typeof import('libphonenumber-js/min');

let library: Promise<Library> | null = null;

/** The phone library is larger than the rest of the dashboard: it is loaded when somebody is about to type a number. */
export function loadPhones(): Promise<Library> {
  library ??= import('libphonenumber-js/min');
  return library;
}

export async function formatTyped(text: string): Promise<string> {
  const { AsYouType } = await loadPhones();
  const typed = text.replace(/^\s*00/, '+');
  return typed.trimStart().startsWith('+') ? new AsYouType().input(typed) : text;
}

export async function readNumber(text: string): Promise<TypedNumber> {
  const { parsePhoneNumberFromString } = await loadPhones();
  const typed = text.trim().replace(/^00/, '+');
  if (typed === '') return { kind: 'empty' };
  if (!typed.startsWith('+')) {
    return { kind: 'wrong', problem: 'Begin with + and the country code, such as +49 or +1.' };
  }
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  if (!parsed)
    return { kind: 'wrong', problem: 'This is no phone number: only digits, spaces and - ( ) after the +.' };
  if (!parsed.isPossible()) {
    const isShort = parsed.nationalNumber.length < 7;
    return {
      kind: 'wrong',
      problem: isShort
        ? 'The number is not complete yet.'
        : 'The number has too few or too many digits for its country.',
    };
  }
  const country = parsed.country ? countryName(parsed.country) : null;
  return {
    kind: 'number',
    number: parsed.number,
    country,
    note: parsed.isValid()
      ? null
      : `No such number is known${country ? ` in ${country}` : ''}. Check it before you go on.`,
  };
}

function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
}
