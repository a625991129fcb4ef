/** Numbers that their countries keep free for fiction. */
const numbers = [
  '+4930231250',
  '+4940669690',
  '+4969900090',
  '+4989999980',
  '+4422079460',
  '+4477009000',
  '+1212555010',
];

const sentences = [
  'This is the practice of Dr. Weber. Your appointment is tomorrow at nine. To move it, please ring us.',
  'Good morning! Please remember to take your blood pressure tablets with breakfast.',
  'Your new glasses are ready. You can collect them from today on, until six.',
  'This is the physiotherapy at the station. We look forward to seeing you on Thursday at a quarter past two.',
  'Your vaccination is due. Please bring your yellow card.',
  'A reminder from the practice of Dr. Weber: please come without breakfast tomorrow, for the blood test.',
  'Your taxi to the dialysis comes in half an hour.',
];

export function numberOf(index: number): string {
  const prefix = numbers[index % numbers.length] ?? '';
  if (prefix === '+1212555010') return `${prefix}${index % 10}`;
  return `${prefix.slice(0, -1)}${String((index * 37) % 1_000).padStart(3, '0')}`;
}

export function sentence(index: number): string {
  return sentences[(index * 3) % sentences.length] ?? '';
}

/** What fails, and when it did; docs/simulator.md has the numbers. */
export const failingCalls = [
  { phoneNumber: '+12125550144', agoMinutes: 14, budget: 1 },
  { phoneNumber: '+12125550171', agoMinutes: 47, budget: 3 },
  { phoneNumber: '+12125550174', agoMinutes: 96, budget: 2 },
  { phoneNumber: '+12125550140', agoMinutes: 131, budget: 1 },
  { phoneNumber: '+13125550171', agoMinutes: 250, budget: 2 },
  { phoneNumber: '+12125550172', agoMinutes: 20, budget: 3 },
  { phoneNumber: '+12125550173', agoMinutes: 55, budget: 3 },
  { phoneNumber: '+12125550170', agoMinutes: 70, budget: 1 },
] as const;
