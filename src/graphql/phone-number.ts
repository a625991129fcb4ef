import { parsePhoneNumber } from '../reminders/phone-number.ts';
import { badUserInput } from './bad-user-input.ts';
import { builder } from './builder.ts';

builder.scalarType('PhoneNumber', {
  description:
    'A phone number in E.164, such as `+14155550123`. Input in other common forms with a leading +, such as `+1 (415) 555-0123`, is normalised; the rest is refused.',
  specifiedByURL: 'https://www.itu.int/rec/T-REC-E.164',
  serialize: (value) => value,
  parseValue: (value) => {
    const phoneNumber = typeof value === 'string' ? parsePhoneNumber(value) : null;
    if (phoneNumber !== null) return phoneNumber;
    throw badUserInput(
      `${JSON.stringify(value)} is not a complete international phone number. Write it with + and the country code, such as +14155550123, without an extension.`,
    );
  },
});
