import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { countedEvents } from '../../src/metrics/event-counters.ts';
import { callOutcomeKinds } from '../../src/reminders/call-outcome.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

/** What a name that is put together can be. */
const variable: Readonly<Record<string, readonly string[]>> = {
  'attempt.${outcome.kind}': callOutcomeKinds.map((kind) => `attempt.${kind}`),
  'reminder.${status}': ['reminder.completed', 'reminder.failed', 'reminder.scheduled'],
};

/** Every line of the log that the source can write: its name, and what stands beside it. */
function loggedLines(): { readonly event: string; readonly fields: string }[] {
  const files = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => file.endsWith('.ts') && !/^(metrics|dashboard|client)\//.test(file));
  return sources.flatMap((file) =>
    [...read(`src/${file}`).matchAll(/\bevent: (['`])(.+?)\1([^}]*)/g)].flatMap(
      ([, quote, name = '', fields = '']) => {
        const names = quote === "'" ? [name] : variable[name];
        if (!names) throw new Error(`${file} puts the name ${name} together; say here what it can be.`);
        return names.map((event) => ({ event, fields }));
      },
    ),
  );
}

const logged = loggedLines();
const names = new Set(logged.map(({ event }) => event));

test('every event that is counted is logged somewhere', () => {
  expect(names.size).toBeGreaterThan(40);
  expect(countedEvents.filter((event) => !names.has(event))).toEqual([]);
});

test('every failure that is logged as one is counted', () => {
  const failures = [...names].filter((name) =>
    /^(claim|record|job|feed|webhook|http|place)\.(failed|defect)$/.test(name),
  );
  expect(failures.filter((name) => !countedEvents.some((event) => event === name))).toEqual([]);
});

// How late an attempt was and how long it took is seen in test/metrics/metrics.test.ts, by a call that is really placed.
test.each([
  ['instances.dead', 'dead'],
  ['claims.taken-over', 'count'],
  ['webhook.refused', 'status'],
  ['call.cost', 'costUsd'],
  ['reminders.deferred', 'count'],
  ['access.refused', 'reason'],
  ['attempt.placed', 'status'],
])('%s is logged with %s, by which it is counted', (event, field) => {
  const lines = logged.filter((line) => line.event === event);
  expect(lines.length).toBeGreaterThan(0);
  for (const { fields } of lines) expect(fields).toMatch(new RegExp(`\\b${field}\\b`));
});

test('every event that the operations page names is logged somewhere', () => {
  const named = [...read('docs/operations.md').matchAll(/`([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => !/^bellhop\.|\.(md|ts|js|json|yaml|csv)$/.test(name));
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !names.has(name))).toEqual([]);
});
