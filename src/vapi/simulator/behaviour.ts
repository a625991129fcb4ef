/** What the simulator does with one request to place a call. In wire format *call* a success is always a 201. */
export const behaviours = {
  success: 'answers 202 with a callSid',
  ok: 'answers 200 with a callSid',
  slow: 'answers 202 with a callSid after 3 s',
  'no-call-sid': 'places the call and answers 202 without its id',
  'malformed-json': 'places the call and answers 202 with JSON that is cut off',
  'bad-request': 'answers 400',
  unauthorized: 'answers 401',
  'not-found': 'answers 404',
  'over-limit': 'answers 429 with Retry-After: 2',
  'over-limit-silent': 'answers 429 without Retry-After',
  'over-concurrency': 'answers 400 over concurrency limit',
  'server-error': 'answers 500',
  unavailable: 'answers 503',
  hang: 'never answers, places no call',
  reset: 'resets the connection, places no call',
  'accept-then-drop': 'places the call and resets the connection before answering',
  // What becomes of the call once it was taken. Wire format *message* does not tell, so there these are successes.
  voicemail: 'rings, and a voicemail answers',
  'no-answer': 'rings, and nobody answers',
  busy: 'is busy',
  unreachable: 'cannot be connected',
  'blocked-in-answer': 'answers 201 with concurrencyBlocked and a call that has ended, and does not ring',
  'blocked-then-rings': 'answers 201 with concurrencyBlocked; the call waits for a free line, then rings',
  'no-room': 'ends before it rings, for want of room',
  'out-of-credit': 'ends before it rings, since the account has no credit',
  'fault-before-ring': 'ends before it rings, by a fault of the provider',
  'fault-after-answer': 'is answered, and ends by a fault of the provider',
  'hung-up-early': 'is answered, and the person hangs up before the text was said',
  'webhooks-lost': 'is answered; no webhook of it arrives',
  'webhooks-repeated': 'is answered; each webhook of it arrives twice',
  'webhooks-reordered': 'is answered; its webhooks arrive in reverse',
  'webhooks-first': 'is answered, and over before the request is answered',
} as const;

export type Behaviour = keyof typeof behaviours;

export interface ScriptedNumber {
  /** The number ends in 555 and these four digits, which are kept free for fiction in North America. */
  readonly suffix: string;
  /** One for each request, the last for all that follow. */
  readonly script: readonly Behaviour[];
  readonly meaning: string;
}

/** The numbers that behave in a way of their own. Any other number is a success. */
export const scriptedNumbers: readonly ScriptedNumber[] = [
  { suffix: '0110', script: ['ok'], meaning: behaviours.ok },
  { suffix: '0111', script: ['slow'], meaning: behaviours.slow },
  { suffix: '0112', script: ['no-call-sid'], meaning: behaviours['no-call-sid'] },
  { suffix: '0113', script: ['malformed-json'], meaning: behaviours['malformed-json'] },
  { suffix: '0140', script: ['bad-request'], meaning: behaviours['bad-request'] },
  { suffix: '0141', script: ['unauthorized'], meaning: behaviours.unauthorized },
  { suffix: '0142', script: ['over-limit', 'success'], meaning: 'answers 429 with Retry-After: 2, then 202' },
  {
    suffix: '0143',
    script: ['over-limit-silent', 'success'],
    meaning: 'answers 429 without Retry-After, then 202',
  },
  { suffix: '0144', script: ['not-found'], meaning: behaviours['not-found'] },
  {
    suffix: '0145',
    script: ['over-concurrency', 'success'],
    meaning: `${behaviours['over-concurrency']}, then 202`,
  },
  { suffix: '0150', script: ['server-error'], meaning: behaviours['server-error'] },
  {
    suffix: '0153',
    script: ['unavailable', 'unavailable', 'success'],
    meaning: 'answers 503 twice, then 202',
  },
  { suffix: '0160', script: ['hang'], meaning: behaviours.hang },
  { suffix: '0161', script: ['reset'], meaning: behaviours.reset },
  { suffix: '0162', script: ['accept-then-drop'], meaning: behaviours['accept-then-drop'] },
  { suffix: '0170', script: ['voicemail'], meaning: behaviours.voicemail },
  { suffix: '0171', script: ['no-answer'], meaning: behaviours['no-answer'] },
  { suffix: '0172', script: ['no-answer', 'success'], meaning: 'rings, and nobody answers; then answers' },
  { suffix: '0173', script: ['busy', 'success'], meaning: 'is busy; then answers' },
  { suffix: '0174', script: ['unreachable'], meaning: behaviours.unreachable },
  {
    suffix: '0175',
    script: ['blocked-in-answer', 'success'],
    meaning: `${behaviours['blocked-in-answer']}; then answers`,
  },
  { suffix: '0176', script: ['no-room', 'success'], meaning: `${behaviours['no-room']}; then answers` },
  { suffix: '0177', script: ['out-of-credit'], meaning: behaviours['out-of-credit'] },
  {
    suffix: '0178',
    script: ['fault-before-ring', 'success'],
    meaning: `${behaviours['fault-before-ring']}; then answers`,
  },
  { suffix: '0179', script: ['fault-after-answer'], meaning: behaviours['fault-after-answer'] },
  { suffix: '0180', script: ['webhooks-lost'], meaning: behaviours['webhooks-lost'] },
  { suffix: '0181', script: ['webhooks-repeated'], meaning: behaviours['webhooks-repeated'] },
  { suffix: '0182', script: ['webhooks-reordered'], meaning: behaviours['webhooks-reordered'] },
  { suffix: '0183', script: ['webhooks-first'], meaning: behaviours['webhooks-first'] },
  { suffix: '0184', script: ['blocked-then-rings'], meaning: behaviours['blocked-then-rings'] },
  {
    suffix: '0185',
    script: ['hung-up-early', 'success'],
    meaning: `${behaviours['hung-up-early']}; then answers`,
  },
];

export function scriptFor(phoneNumber: string): readonly Behaviour[] {
  return scriptedNumbers.find(({ suffix }) => phoneNumber.endsWith(`555${suffix}`))?.script ?? ['success'];
}

/** How often, from 0 to 1, a request meets one of these instead of what its number says. */
export type FaultRates = Partial<Readonly<Record<Behaviour, number>>>;

export function drawFault(rates: FaultRates, random: () => number): Behaviour | null {
  let draw = random();
  for (const [behaviour, rate] of Object.entries(rates) as [Behaviour, number][]) {
    draw -= rate;
    if (draw < 0) return behaviour;
  }
  return null;
}

/** Reads `reset=0.05,server-error=0.02`. Throws a RangeError that says what is wrong and what is allowed. */
export function parseFaultRates(text: string): FaultRates {
  const rates: Record<string, number> = {};
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [name = '', rate = ''] = part.split('=').map((each) => each.trim());
    if (!Object.hasOwn(behaviours, name)) {
      throw new RangeError(`"${name}" is no behaviour; there are ${Object.keys(behaviours).join(', ')}.`);
    }
    const value = Number(rate);
    if (rate === '' || !(value >= 0 && value <= 1)) {
      throw new RangeError(`The rate of ${name} is "${rate}"; it must be a number from 0 to 1.`);
    }
    rates[name] = value;
  }
  if (Object.values(rates).reduce((sum, rate) => sum + rate, 0) > 1) {
    throw new RangeError('The rates add up to more than 1.');
  }
  return rates;
}
