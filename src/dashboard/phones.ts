import { signal } from '@preact/signals';

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

/** The phone library is larger than the rest of the dashboard: it comes after the page is there. */
const library = signal<Library | null>(null);
let loading: Promise<Library> | null = null;
const shapes = new Map<string, string>();

export function loadPhones(): Promise<Library> {
  loading ??= import('libphonenumber-js/min').then(
    (loaded) => {
      library.value = loaded;
      return loaded;
    },
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** `+493090182011` → `+49 30 90182011`, as its country writes it, once that is known. */
export function spaced(phoneNumber: string): string {
  if (!library.value) return phoneNumber;
  let shape = shapes.get(phoneNumber);
  if (shape === undefined) {
    const parsed = library.value.parsePhoneNumberFromString(phoneNumber);
    shape = parsed?.formatInternational() ?? phoneNumber;
    shapes.set(phoneNumber, shape);
  }
  return shape;
}

/** Puts what is typed in shape. At once, or what is typed next would get lost. */
export function formatTyped(text: string): string {
  const typed = text.replace(/^\s*00/, '+').trimStart();
  if (!library.value || !typed.startsWith('+')) return text;
  const shaped = new library.value.AsYouType().input(typed);
  // Whatever it would take away stays, for the person to see.
  return shaped.replace(/[^+\d]/g, '') === typed.replace(/[\s().\-/]/g, '') ? shaped : text;
}

export async function readNumber(text: string): Promise<TypedNumber> {
  const { parsePhoneNumberFromString } = await loadPhones();
  const typed = text.trim().replace(/^00/, '+');
  if (typed === '') return { kind: 'empty' };
  if (!typed.startsWith('+')) {
    return { kind: 'wrong', problem: 'Begin with + and the country code, such as +49 or +1.' };
  }
  const parsed = parsePhoneNumberFromString(typed, { extract: false });
  if (!parsed) {
    const isShort = /^[+\d\s().\-/]*$/.test(typed);
    const problem = isShort
      ? 'The number is not complete yet.'
      : 'This is no phone number: only digits, spaces and - ( ) may follow the +.';
    return { kind: 'wrong', problem };
  }
  if (!parsed.isPossible()) {
    const problem =
      parsed.nationalNumber.length < 7
        ? 'The number is not complete yet.'
        : 'The number has too few or too many digits for its country.';
    return { kind: 'wrong', problem };
  }
  const country = parsed.country ? countryName(parsed.country) : null;
  const note = `No such number is known${country ? ` in ${country}` : ''}. Check it before you go on.`;
  return { kind: 'number', number: parsed.number, country, note: parsed.isValid() ? null : note };
}

function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
}
