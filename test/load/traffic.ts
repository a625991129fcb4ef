import type { Bellhop } from '../../src/client/client.ts';
import type { Random } from '../simulation/random.ts';
import type { Timings } from './timings.ts';

/** Beyond so many at once nothing is begun: a server that is stuck shall be seen, not buried. */
const MOST_AT_ONCE = 200;
const HOUR_MS = 3_600_000;

export interface TrafficDeps {
  /** One for each instance. */
  readonly clients: readonly Bellhop[];
  readonly random: Random;
  readonly timings: Timings;
}

/** What people and programs do beside scheduling for now: they look, and schedule for later, change it and call it off. */
export function startTraffic({ clients, random, timings }: TrafficDeps, perSecond: number) {
  const underWay = new Set<Promise<unknown>>();
  let known: string[] = [];
  let skipped = 0;

  const looks = {
    async 'reminders(first: 20)'(bellhop: Bellhop) {
      const { value: page } = await bellhop.list({ pageSize: 20 }).next();
      known = page?.reminders.map(({ id }) => id) ?? known;
    },
    async 'reminders(status, by updatedAt)'(bellhop: Bellhop) {
      const orderBy = { field: 'UPDATED_AT', direction: 'DESC' } as const;
      await bellhop.list({ filter: { status: ['COMPLETED', 'FAILED'] }, orderBy, pageSize: 50 }).next();
    },
    async 'reminder(id) with attempts'(bellhop: Bellhop) {
      if (known.length > 0) await bellhop.get(random.pick(known));
    },
    reminderCounts: (bellhop: Bellhop) => bellhop.counts(),
    dispatcher: (bellhop: Bellhop) => bellhop.dispatcher.status(),
  };
  const names = Object.keys(looks) as (keyof typeof looks)[];

  /** Every step on whichever instance. */
  async function changeOfMind() {
    const phoneNumber = `+1415555${random.whole(2_000, 9_999)}`;
    const scheduledTime = new Date(Date.now() + HOUR_MS);
    const scheduled = await timings.time('createReminder', () =>
      random.pick(clients).schedule({ phoneNumber, message: 'Later.', scheduledTime }),
    );
    if (scheduled?.__typename !== 'CreateReminderSuccess') return;
    const { id } = scheduled.reminder;
    await timings.time('updateReminder', () => random.pick(clients).update({ id, message: 'Later still.' }));
    await timings.time('cancelReminder', () => random.pick(clients).cancel(id));
  }

  function begin() {
    if (underWay.size >= MOST_AT_ONCE) {
      skipped += 1;
      return;
    }
    const name = random.pick(names);
    const work = random.chance(0.2)
      ? changeOfMind()
      : timings.time<unknown>(name, () => looks[name](random.pick(clients)));
    const tracked = work.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  const timer = setInterval(begin, 1_000 / perSecond);
  return {
    /** What was not begun, since too much was under way. */
    skipped: () => skipped,
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}
