type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

interface Request {
  readonly id: number;
  readonly name: string;
  readonly args: readonly never[];
}

/** Answers the parent's calls of these functions, many at once, and ends with the parent. */
export function serve(functions: Functions): void {
  process.on('disconnect', () => process.exit());
  // Ctrl-C reaches the whole group; the parent stops its children in order.
  process.on('SIGINT', () => {});
  process.on('message', async ({ id, name, args }: Request) => {
    try {
      process.send?.({ id, result: await functions[name]?.(...args) });
    } catch (error) {
      process.send?.({ id, error: error instanceof Error ? error.stack : String(error) });
    }
  });
  process.send?.({ ready: true });
}
