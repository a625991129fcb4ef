import { expect, test } from 'vitest';
import {
  CreateReminderDocument,
  LastChangeCursorDocument,
  ReminderStatusChangedDocument,
} from '../../src/client/generated/graphql.ts';
import { startTestApp } from '../support/app.ts';
import { waitFor } from '../support/wait-for.ts';

test('the cursor of the last change leaves out what was and misses nothing of what comes', async () => {
  await using server = await startTestApp();
  const create = (message: string) =>
    server.execute(CreateReminderDocument, {
      input: {
        phoneNumber: '+14155550123',
        message,
        scheduledTime: new Date(Date.now() + 60_000).toISOString(),
      },
    });
  const start = await cursor();
  await create('before');
  // It follows what is written at a short distance.
  await waitFor(async () => expect(await cursor()).not.toBe(start));
  const after = await cursor();
  await create('after');
  const changes = await follow(server.url, after);
  expect(await changes.next()).toContain('"message":"after"');
  await changes.leave();

  async function cursor() {
    const { data } = await server.execute<{ lastChangeCursor: string }>(LastChangeCursorDocument);
    return data?.lastChangeCursor;
  }
});

async function follow(url: string, after: string | undefined) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: String(ReminderStatusChangedDocument), variables: { after } }),
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  return {
    leave: () => reader?.cancel(),
    async next() {
      let text = '';
      while (!/data: \{.*\n/.test(text)) text += (await reader?.read())?.value ?? '';
      return text;
    },
  };
}
