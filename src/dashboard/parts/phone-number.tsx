/** `+491701234567` → `+49 170 1234567` is the phone library's work; in lists groups of three read well enough. */
export function spaced(phoneNumber: string): string {
  const digits = phoneNumber.slice(1);
  if (digits.startsWith('1') && digits.length === 11) {
    return `+1 ${digits.slice(1, 4)} ${digits.slice(4, 7)} ${digits.slice(7)}`;
  }
  const head = digits.slice(0, 2);
  return `+${head} ${digits.slice(2).replace(/(\d{3})(?=\d{2,})/g, '$1 ')}`;
}
