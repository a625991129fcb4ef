interface Bucket {
  left: number;
  atMs: number;
}

export interface TokenBuckets {
  /** Takes `count`, default one, for this key: 0, or none and in how many milliseconds there will be so many. */
  take(key: string, count?: number): number;
  /** How many keys are remembered. */
  readonly size: number;
}

/** Lets each key have so many in a minute: all at once after a quiet minute, then as they come back. */
export function createTokenBuckets(perMinute: number, nowMs: () => number): TokenBuckets {
  const buckets = new Map<string, Bucket>();
  const perMs = perMinute / 60_000;
  let sweptAtMs = nowMs();

  function sweep(now: number): void {
    if (now - sweptAtMs < 60_000) return;
    sweptAtMs = now;
    // After a minute of quiet a bucket is full, which is what an unknown one is.
    for (const [key, { atMs }] of buckets) if (now - atMs >= 60_000) buckets.delete(key);
  }

  return {
    take(key, count = 1) {
      const now = nowMs();
      sweep(now);
      const bucket = buckets.get(key) ?? { left: perMinute, atMs: now };
      bucket.left = Math.min(perMinute, bucket.left + (now - bucket.atMs) * perMs);
      bucket.atMs = now;
      buckets.set(key, bucket);
      if (bucket.left < count) return (count - bucket.left) / perMs;
      bucket.left -= count;
      return 0;
    },
    get size() {
      return buckets.size;
    },
  };
}
