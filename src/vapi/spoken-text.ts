/** What is said around a reminder's message, as the operator words it. May name `{message}` and `{reminderId}`. */
export interface Wording {
  /** Said first: who is ringing. */
  readonly greeting: string;
  /** Said last: its last sentence ends the call. */
  readonly goodbye: string;
  /** Left on a voicemail. */
  readonly voicemail: string;
}

/** Vapi takes no longer text for a voicemail. */
export const MAX_VOICEMAIL_LENGTH = 1_000;
/** Vapi takes no longer text for a tool to say. */
export const MAX_TOOL_MESSAGE_LENGTH = 1_000;
/** Vapi takes no longer phrase to end a call, and none shorter than 2. */
export const MAX_END_PHRASE_LENGTH = 140;

interface Reminder {
  readonly reminderId: string;
  readonly message: string;
}

export interface SpokenText {
  /** The whole of what a person hears. */
  readonly speech: string;
  readonly voicemail: string;
  /** Vapi ends the call once the assistant has said this; `null` where the message says it too, and would be cut off. */
  readonly endPhrase: string | null;
}

export function spokenText({ greeting, goodbye, voicemail }: Wording, reminder: Reminder): SpokenText {
  const message = withoutTemplates(reminder.message.trim());
  const fill = (template: string) =>
    template.replaceAll('{message}', () => message).replaceAll('{reminderId}', () => reminder.reminderId);
  const before = `${fill(greeting)} ${message}`;
  const phrase = endPhraseOf(fill(goodbye));
  return {
    speech: asWords(greeting, `${before}${/[.!?…]$/.test(message) ? '' : '.'} ${fill(goodbye)}`),
    voicemail: shortened(asWords(voicemail, fill(voicemail)), MAX_VOICEMAIL_LENGTH),
    endPhrase: before.toLowerCase().includes(phrase) ? null : phrase,
  };
}

/** The last sentence, as Vapi looks for it: whatever its case, and without what closes it. */
export function endPhraseOf(goodbye: string): string {
  const sentences = goodbye.split(/[.!?…]+/).map((sentence) => sentence.trim());
  return (sentences.findLast((sentence) => sentence.length > 1) ?? goodbye).toLowerCase();
}

/** Vapi fills in `{{…}}` and `{%…%}` in what an assistant says. A message is no template: it is said as it stands. */
function withoutTemplates(text: string): string {
  return text.replaceAll(/\{(?=[{%])/g, '{ ');
}

/** Vapi plays what is at a URL instead of saying it. The operator's template may ask for that, a message may not. */
function asWords(template: string, text: string): string {
  const isUrl = (each: string) => /^\s*https?:/i.test(each);
  return isUrl(text) && !isUrl(template) ? `Message: ${text}` : text;
}

function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length - 1);
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > length / 2 ? cut.slice(0, lastSpace) : cut).toWellFormed()}…`;
}
