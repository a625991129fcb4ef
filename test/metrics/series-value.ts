/** The value of one series in Prometheus' text format; `undefined`: there is none. */
export function seriesValue(text: string, series: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${series} `));
  if (line === undefined) return undefined;
  const value = line.slice(series.length + 1);
  return value === 'Nan' ? Number.NaN : Number(value);
}
