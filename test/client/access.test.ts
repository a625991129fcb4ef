import { expect, test } from 'vitest';
import { AuthError, createBellhop, type TypedDocument } from '../../src/client/client.ts';
import { startTestApp } from '../support/app.ts';

const create: TypedDocument<
  { createApiToken: { secret: string; apiToken: { id: string } } },
  { input: { name: string; scope: string } }
> = `mutation ($input: CreateApiTokenInput!) {
  createApiToken(input: $input) { ... on CreateApiTokenSuccess { secret apiToken { id } } }
}`;
const revoke: TypedDocument<unknown, { id: string }> = `mutation ($id: ID!) {
  revokeApiToken(input: { id: $id }) { __typename }
}`;
const uuid = /^[0-9a-f-]{36}$/;

test.each(['websocket', 'server-sent-events'] as const)(
  'a token lets in, over HTTP and by %s, until it is revoked',
  async (transport) => {
    await using app = await startTestApp();
    const make = async (scope: string, token?: string) => {
      const bellhop = createBellhop({ url: app.url, ...(token && { token }) });
      return (await bellhop.execute(create, { input: { name: scope, scope } })).createApiToken;
    };
    const admin = await make('ADMIN');
    const reader = await make('READ', admin.secret);

    const stranger = createBellhop({ url: app.url, transport });
    const error = await stranger.counts().catch((caught) => caught);
    expect(error).toBeInstanceOf(AuthError);
    expect(error.requestId).toMatch(uuid);
    await expect(stranger.watch().next()).rejects.toThrow(AuthError);
    await expect(stranger.watch({ after: 'MDow' }).next()).rejects.toThrow(AuthError);

    const bellhop = createBellhop({ url: app.url, token: reader.secret, transport });
    expect(await bellhop.counts()).toMatchObject({ SCHEDULED: 0 });
    const scheduledTime = new Date(Date.now() + 3_600_000);
    const reminder = { phoneNumber: '+14155550123', message: 'x', scheduledTime };
    await expect(bellhop.schedule(reminder)).rejects.toThrow(AuthError);

    const connected = Promise.withResolvers<void>();
    const next = bellhop.watch({ onConnection: () => connected.resolve() }).next();
    await connected.promise;
    const administrator = createBellhop({ url: app.url, token: admin.secret });
    await administrator.schedule(reminder);
    expect((await next).value).toMatchObject({ status: 'SCHEDULED', reminder: { message: 'x' } });

    const again = Promise.withResolvers<void>();
    const revoked = expect(bellhop.watch({ onConnection: () => again.resolve() }).next()).rejects.toThrow(
      AuthError,
    );
    await again.promise;
    await administrator.execute(revoke, { id: reader.apiToken.id });
    await revoked;
  },
);

test('a fault is told with the id that the log has', async () => {
  await using app = await startTestApp();
  const error = await createBellhop({ url: app.url })
    .list({ pageSize: 0 })
    .next()
    .catch((caught) => caught);
  expect(error).toMatchObject({ name: 'OperationError', requestId: expect.stringMatching(uuid) });
});
