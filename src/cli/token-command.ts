import { v7 as uuidv7, validate } from 'uuid';
import type { ApiToken } from '../access/api-token.ts';
import { createApiToken, tokenLifeDays } from '../access/manage-tokens.ts';
import { type Scope, scopes } from '../access/scope.ts';
import type { TokenStore } from '../access/token-store.ts';
import { createTokenStore } from '../persistence/token-store.ts';
import { StartupError } from '../startup-error.ts';
import type { DatabaseWork, Terminal } from './command.ts';
import { expiryTime } from './expiry-time.ts';
import { parse } from './parse-command.ts';
import { UsageError } from './usage-error.ts';
import { visibleLine } from './visible-text.ts';

type Work = (tokens: TokenStore, terminal: Pick<Terminal, 'console'>, hasIssuer: boolean) => Promise<void>;

export const tokenHelp = `Usage: npm run bellhop -- token <action>

  token create --name <name> --scope read|write|admin [--expires 90d|2027-01-31T00:00:00Z|never]
  token list
  token revoke <id>

A token expires after ${tokenLifeDays} days unless --expires says otherwise.
"create" prints the token alone to stdout, this once; npm run -s leaves npm's own lines out.`;

export function tokenCommand(args: readonly string[]): DatabaseWork {
  const [action = '', ...rest] = args;
  const work = read(action, rest);
  return (terminal, { fork }, { jwt }) => work(createTokenStore({ fork }), terminal, jwt !== null);
}

function read(action: string, args: readonly string[]): Work {
  switch (action) {
    case 'create':
      return create(args);
    case 'list':
      parse(args, {}, 0);
      return async (tokens, { console }) => {
        const list = await tokens.list();
        if (list.length === 0) console.log('There are no API tokens.');
        for (const token of list) console.log(describe(token));
      };
    case 'revoke': {
      const [id = ''] = parse(args, {}, 1).positionals;
      if (!validate(id)) throw new UsageError(`"${id}" is not the id of a token; "token list" shows them.`);
      return async (tokens, { console }) => {
        const token = await tokens.revoke(id);
        if (token === null) throw new StartupError(`There is no API token with the id ${id}.`);
        console.log(describe(token));
      };
    }
    default:
      throw new UsageError(action === '' ? 'token needs an action.' : `token has no action "${action}".`);
  }
}

function create(args: readonly string[]): Work {
  const options = {
    name: { type: 'string' },
    scope: { type: 'string' },
    expires: { type: 'string' },
  } as const;
  const { name = '', scope = '', expires } = parse(args, options, 0).values;
  if (!isScope(scope)) throw new UsageError(`--scope must be one of: ${scopes.join(', ')}.`);
  const now = new Date();
  const expiresAt = expires === undefined ? undefined : expiryTime(expires, now);
  if (expires !== 'never' && expiresAt === null) {
    throw new UsageError(
      `--expires "${expires}" must be a span such as 90d, 12h or 30m, a time such as 2027-01-31T00:00:00Z, or never.`,
    );
  }
  return async (tokens, { console }, hasIssuer) => {
    const context = { tokens, hasIssuer, now: () => now, newId: () => uuidv7() };
    const created = await createApiToken(context, { name, scope, expiresAt });
    if (created.kind === 'invalid') {
      throw new UsageError(created.issues.map(({ message }) => message).join(' '));
    }
    // The secret alone goes to stdout, so that it can be piped to where it is needed without being shown.
    console.error(describe(created.token));
    console.error('This is the token. It is shown this once, and only its hash is kept:');
    console.log(created.secret);
  };
}

function describe(token: ApiToken): string {
  const { id, name, scope, createdAt, expiresAt, lastUsedAt, revokedAt } = token;
  const at = (label: string, time: Date | null) => (time === null ? [] : [`${label} ${time.toISOString()}`]);
  return [
    `${id}  ${scope.padEnd(5)}  ${visibleLine(name)}`,
    ...at('created', createdAt),
    ...at('expires', expiresAt),
    ...at('last used', lastUsedAt),
    ...at('REVOKED', revokedAt),
  ].join(', ');
}

function isScope(text: string): text is Scope {
  return scopes.includes(text as Scope);
}
