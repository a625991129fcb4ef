import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endPhraseOf, spokenText } from '../../src/vapi/spoken-text.ts';

const wording = { greeting: 'Hello.', goodbye: 'Goodbye for now.', voicemail: 'Note: {message}' };
const spoken = (message: string, more: Partial<typeof wording> = {}) =>
  spokenText({ ...wording, ...more }, { reminderId: 'reminder-7', message });

describe('what is said', () => {
  test('is the greeting, the message and the goodbye', () => {
    expect(spoken('See you at nine!').speech).toBe('Hello. See you at nine! Goodbye for now.');
    expect(spoken(' See you at nine ').speech).toBe('Hello. See you at nine. Goodbye for now.');
  });

  test('has the reminder’s id and message where they are named, as they are', () => {
    const { speech, voicemail } = spoken('$& costs $1', { greeting: 'Reminder {reminderId}.' });
    expect(speech).toBe('Reminder reminder-7. $& costs $1. Goodbye for now.');
    expect(voicemail).toBe('Note: $& costs $1');
  });

  test('never lets a message be filled in by Vapi as a template', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '%', '}', 'a'), minLength: 1 }), (message) => {
        const { speech, voicemail } = spoken(message);
        expect(`${speech} ${voicemail}`).not.toMatch(/\{[{%]/);
      }),
    );
  });

  test('never lets Vapi play the sound at a URL in a message, but one of the operator', () => {
    const sound = 'https://evil.example/sound.mp3';
    const { speech, voicemail } = spoken(sound, { greeting: '{message}', voicemail: ' {message}' });
    expect(speech).toMatch(/^Message: https:/);
    expect(voicemail).toMatch(/^Message: {2}https:/);
    expect(spoken('x', { voicemail: sound }).voicemail).toBe(sound);
  });

  test('ends the call by the last sentence of the goodbye, unless the message says that too', () => {
    expect(endPhraseOf('Thank you. Goodbye for NOW!')).toBe('goodbye for now');
    expect(endPhraseOf('Bye')).toBe('bye');
    expect(spoken('See you.').endPhrase).toBe('goodbye for now');
    expect(spoken('We say GOODBYE FOR NOW to the old office.').endPhrase).toBeNull();
  });

  test('fits a voicemail, cut between words', () => {
    const { voicemail } = spoken('word '.repeat(300));
    expect(voicemail.length).toBeLessThanOrEqual(1_000);
    expect(voicemail).toMatch(/word…$/);
    expect(spoken('😀'.repeat(800)).voicemail.isWellFormed()).toBe(true);
    expect(spoken('😀'.repeat(800)).voicemail.length).toBeLessThanOrEqual(1_000);
  });
});
