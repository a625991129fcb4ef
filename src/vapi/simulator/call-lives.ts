import type { Behaviour } from './behaviour.ts';
import type { ServerSettings } from './call-validation.ts';
import { pause } from './pause.ts';
import { type SimulatedCall, webhooksOf } from './simulated-call.ts';
import type { Webhook, WebhookSender } from './webhook-sender.ts';

/** What may happen to any webhook on its way, beside what its number says. */
export interface WebhookFaults {
  /** How many, from 0 to 1, never arrive. */
  readonly lostRate?: number;
  /** How many arrive twice. */
  readonly repeatedRate?: number;
  /** Each is held up by anything up to this, so that they overtake each other; in milliseconds. */
  readonly maxDelayMs?: number;
}

export interface CallLivesOptions {
  /** From being taken to ringing, and from ringing to its answer or end, in milliseconds. */
  readonly ringMs: number;
  /** From the answer to the end. */
  readonly talkMs: number;
  /** Calls that may be up at once. */
  readonly concurrencyLimit: number;
  readonly webhookFaults: WebhookFaults;
  readonly random: () => number;
}

/** Lets calls ring, be answered and end, and tells their servers. */
export interface CallLives {
  /** Resolves when the call has ended and its webhooks were sent. `onLine` runs once the call has a line. */
  live(call: SimulatedCall, behaviour: Behaviour, onLine: () => void): Promise<void>;
  /** How many calls are up, and how many were at most. */
  up(): { readonly now: number; readonly most: number };
  /** Ends a call without a word. */
  drop(id: string): void;
  dropAll(): void;
}

export function createCallLives(sender: WebhookSender, options: CallLivesOptions): CallLives {
  const { webhookFaults, random } = options;
  const up = new Set<string>();
  /** Calls that wait for a line, the longest first. `false`: the call was deleted. */
  const waiting = new Map<string, (hasLine: boolean) => void>();
  let most = 0;

  function takeLine(id: string): Promise<boolean> {
    return new Promise((resolve) => {
      waiting.set(id, resolve);
      void giveLinesLater();
    });
  }

  async function giveLinesLater() {
    await pause(options.ringMs);
    giveLines();
  }

  function giveLines() {
    for (const [id, resolve] of [...waiting]) {
      if (up.size >= options.concurrencyLimit) return;
      waiting.delete(id);
      up.add(id);
      resolve(true);
    }
  }

  function endWaiting(id: string) {
    const resolve = waiting.get(id);
    resolve?.(false);
    waiting.delete(id);
  }

  function hangUp(id: string) {
    up.delete(id);
    giveLines();
  }

  async function live(call: SimulatedCall, behaviour: Behaviour, onLine: () => void) {
    if (call.isWaiting()) {
      if (!(await takeLine(call.id))) return;
      call.goOn();
    }
    const isBlocked = behaviour === 'blocked-in-answer';
    if (!isBlocked) {
      up.add(call.id);
      most = Math.max(most, up.size);
      onLine();
    }
    const told: Promise<void>[] = [];
    const held: Webhook[] = [];
    let before: Promise<void> = Promise.resolve();
    const isHurried = behaviour === 'webhooks-first';
    while (call.next() !== null) {
      if (!isBlocked) {
        await pause(isHurried ? 0 : call.show().status === 'in-progress' ? options.talkMs : options.ringMs);
        if (!up.has(call.id)) return;
      }
      call.goOn();
      for (const webhook of webhooksOf(call)) {
        if (behaviour === 'webhooks-reordered') held.unshift(webhook);
        else {
          before = deliver(call.server, webhook, behaviour, before);
          told.push(before);
        }
      }
    }
    hangUp(call.id);
    for (const webhook of held) {
      before = deliver(call.server, webhook, behaviour, before);
      told.push(before);
    }
    await Promise.all(told);
  }

  /** After the one before, unless it is held up on its way: then they come as they come. */
  async function deliver(
    server: ServerSettings | null,
    webhook: Webhook,
    behaviour: Behaviour,
    before: Promise<void>,
  ): Promise<void> {
    const { lostRate = 0, repeatedRate = 0, maxDelayMs = 0 } = webhookFaults;
    if (!server || behaviour === 'webhooks-lost' || random() < lostRate) return;
    if (maxDelayMs > 0) await pause(random() * maxDelayMs);
    else await before;
    await sender.send(server, webhook);
    if (behaviour === 'webhooks-repeated' || random() < repeatedRate) await sender.send(server, webhook);
  }

  return {
    live,
    up: () => ({ now: up.size, most }),
    drop(id) {
      endWaiting(id);
      hangUp(id);
    },
    dropAll() {
      for (const id of waiting.keys()) endWaiting(id);
      up.clear();
    },
  };
}
