import { signal } from '@preact/signals';
import type { Dispatcher } from '../client/client.ts';
import { followed } from './live.ts';
import { bellhop } from './server.ts';

const EVERY_MS = 5_000;

/** How ringing is going; `null` until it is known. */
export const dispatcher = signal<Dispatcher | null>(null);

export async function readDispatcher(): Promise<void> {
  await followed();
  dispatcher.value = await bellhop.dispatcher.status();
}

/** Looks again and again; where it cannot, the live connection's banner says so. */
export function watchDispatcher(): () => void {
  const look = () => void readDispatcher().catch(() => {});
  look();
  const timer = setInterval(() => document.hidden || look(), EVERY_MS);
  return () => clearInterval(timer);
}
