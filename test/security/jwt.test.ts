import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  type GenerateKeyPairResult,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GraphQLServer, startGraphQLServer } from '../server/start-graphql-server.ts';
import { codesOf, post } from './posting.ts';

const issuer = 'https://id.example/';
const audience = 'bellhop';

describe('a JWT', () => {
  let keys: GenerateKeyPairResult;
  let strangers: GenerateKeyPairResult;
  let jwks: Server;
  let server: GraphQLServer;
  let status = 200;
  beforeAll(async () => {
    [keys, strangers] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256' };
    jwks = createServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => jwks.listen(0, '127.0.0.1', resolve));
    server = await startGraphQLServer({ jwt: { jwksUrl: jwksUrl(), issuer, audience, scopeClaim: 'scope' } });
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    jwks.closeAllConnections();
    jwks.close();
  });

  const jwksUrl = () => `http://127.0.0.1:${(jwks.address() as AddressInfo).port}/keys`;
  const claims = { iss: issuer, aud: audience, sub: 'alice', scope: 'openid write read' };
  const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;
  const sign = (payload: Record<string, unknown>, key = keys.privateKey, header: object = {}) =>
    new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: 'one', ...header }).sign(key);
  const ask = (secret: string) => post(server, '{ viewer { name scope } }', { secret });

  test('of the issuer, for this audience, gives the highest of its scopes', async () => {
    const exp = inAnHour();
    expect((await ask(await sign({ ...claims, exp }))).json.data.viewer).toEqual({
      name: 'alice',
      scope: 'WRITE',
    });
    const listed = await sign({ ...claims, exp, scope: ['admin', 'other'] });
    expect((await ask(listed)).json.data.viewer.scope).toBe('ADMIN');
  });

  test.each<[string, (exp: number) => Promise<string> | string]>([
    ['of another key', (exp) => sign({ ...claims, exp }, strangers.privateKey)],
    ['of an unknown key', (exp) => sign({ ...claims, exp }, keys.privateKey, { kid: 'two' })],
    ['without a signature', (exp) => new UnsecuredJWT({ ...claims, exp }).encode()],
    ['of another issuer', (exp) => sign({ ...claims, exp, iss: 'https://evil.example/' })],
    ['for another audience', (exp) => sign({ ...claims, exp, aud: 'other' })],
    ['that has expired', () => sign({ ...claims, exp: Math.floor(Date.now() / 1_000) - 60 })],
    ['that never expires', () => sign(claims)],
    ['that is not good yet', (exp) => sign({ ...claims, exp, nbf: exp })],
    ['with an empty subject', (exp) => sign({ ...claims, exp, sub: ' ' })],
    ['without a subject', (exp) => sign({ ...claims, exp, sub: undefined })],
    ['without one of our scopes', (exp) => sign({ ...claims, exp, scope: 'openid readwrite' })],
    ['whose scope is an object', (exp) => sign({ ...claims, exp, scope: { admin: true } })],
    ['that is none', () => 'a.b.c'],
    [
      'signed with the public key as a shared secret',
      async (exp) => {
        const secret = new TextEncoder().encode(await exportSPKI(keys.publicKey));
        return new SignJWT({ ...claims, exp }).setProtectedHeader({ alg: 'HS256', kid: 'one' }).sign(secret);
      },
    ],
    [
      'with another text than was signed',
      async (exp) => {
        const [header, , signature] = (await sign({ ...claims, exp })).split('.');
        const payload = Buffer.from(JSON.stringify({ ...claims, exp, scope: 'admin' })).toString('base64url');
        return `${header}.${payload}.${signature}`;
      },
    ],
  ])('%s is refused', async (_, make) => {
    const jwt = await make(inAnHour());
    const answer = await ask(jwt);
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.text).not.toContain(jwt);
  });

  test('lets nobody in without one, tokens or no tokens', async () => {
    expect((await post(server, '{ viewer { name } }')).status).toBe(401);
  });

  test('that cannot be checked is not refused for good', async () => {
    status = 500;
    await using other = await startGraphQLServer({
      jwt: { jwksUrl: jwksUrl(), issuer, audience, scopeClaim: 'scope' },
    });
    const answer = await post(other, '{ viewer { name } }', {
      secret: await sign({ ...claims, exp: inAnHour() }),
    });
    status = 200;
    expect(answer.status).toBe(503);
    expect(codesOf(answer)).toEqual(['SERVICE_UNAVAILABLE']);
    expect(other.logged.map(({ fields }) => fields['event'])).toContain('access.issuer-unreachable');
  });
});
