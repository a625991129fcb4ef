const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A span from now, such as `90d`, or an instant with its offset; `null`: neither, as `never` is. */
export function expiryTime(text: string, now: Date): Date | null {
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  if (count && unit) return new Date(now.getTime() + Number(count) * unitMs[unit as keyof typeof unitMs]);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time;
}
