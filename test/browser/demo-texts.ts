/** Numbers that their countries keep free for fiction. */
const prefixes = ['+493023125', '+494066969', '+496990009', '+498999998', '+442079460', '+447700900'];

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
  return `${prefixes[index % prefixes.length]}${String((index * 37) % 1_000).padStart(3, '0')}`;
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

/** The one of them that was edited before it rang. */
export const editedCall = '+12125550171';

/** A spreadsheet as people write them: two rows are good. */
export const listWithBadRows = `phone,message,date,time
+49 30 23125 011,Your appointment is tomorrow at nine.,2027-04-03,17:00
+49 89 99998 012,Your appointment is tomorrow at ten.,2027-04-03,17:05
0176 234567,Your appointment is on Monday.,2027-04-03,17:10
+44 20 7946 0015,,2027-04-03,17:15
+49 30 23125 012,Your glasses are ready.,03/04/2027,17:20
+49 30 23125 013,Your glasses are ready.,2027-03-28,02:30
`;
