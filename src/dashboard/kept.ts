/** A choice that the browser remembers, where it may. */
export function kept(name: string) {
  const key = `bellhop.${name}`;
  return {
    read(): string | null {
      try {
        return localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(value: string): void {
      try {
        localStorage.setItem(key, value);
      } catch {
        // Then it holds for as long as the page does.
      }
    },
  };
}
