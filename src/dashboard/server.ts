import { AuthError, createBellhop, OperationError, TransportError } from '../client/client.ts';

/** The server that this page came from. The session's cookie goes along by itself. */
export const bellhop = createBellhop({ url: '/' });

/** What went wrong and what to do about it, for people. Whoever is not let in any more is asked to sign in. */
export function explain(error: unknown): string {
  if (error instanceof AuthError) {
    void signInIfSignedOut();
    return `${error.message} Sign in with a token that allows it, or ask whoever gave you yours.`;
  }
  if (error instanceof TransportError) {
    return 'Bellhop does not answer. Check that it runs and that you are online, then try again.';
  }
  if (error instanceof OperationError) return error.message;
  return `Something unexpected happened (${String(error)}). Reload the page; if it stays, tell whoever runs Bellhop.`;
}

/** The server sends whoever is not let in from its pages to where one signs in. */
async function signInIfSignedOut(): Promise<void> {
  const page = await fetch('/', { method: 'HEAD', redirect: 'manual' });
  if (page.type === 'opaqueredirect') signIn();
}

function signIn(): void {
  const to = `${location.pathname}${location.search}`;
  location.assign(`/session?${new URLSearchParams({ to })}`);
}

export async function signOut(): Promise<void> {
  await fetch('/session', { method: 'DELETE' });
  location.assign('/session');
}
