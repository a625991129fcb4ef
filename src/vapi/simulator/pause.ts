/** Without a timer where there is nothing to wait for. It keeps no process from ending. */
export function pause(ms: number): Promise<void> | undefined {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms).unref()) : undefined;
}
