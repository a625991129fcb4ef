export interface Counted {
  /** Counts one more for this key and answers what counts it off again, once; `null`: there are `max` already. */
  add(key: string): (() => void) | null;
}

/** How many of something each key has now. */
export function createCounted(max: number): Counted {
  const counts = new Map<string, number>();
  return {
    add(key) {
      const count = counts.get(key) ?? 0;
      if (count >= max) return null;
      counts.set(key, count + 1);
      let counted = true;
      return () => {
        if (!counted) return;
        counted = false;
        const left = (counts.get(key) ?? 0) - 1;
        if (left > 0) counts.set(key, left);
        else counts.delete(key);
      };
    },
  };
}
