export const signInPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
};

/** The page that asks a browser for a token. Without its script it sends nothing, least of all the token in a URL. */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Sign in to Bellhop</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/session/sign-in.css">
  </head>
  <body>
    <h1>Sign in to Bellhop</h1>
    <form method="post">
      <p><label>API token <input name="token" type="password" autocomplete="current-password" required></label></p>
      <p><button>Sign in</button></p>
      <p role="alert" id="problem"></p>
    </form>
    <script src="/session/sign-in.js"></script>
  </body>
</html>
`;

export const signInStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#211e1a, #f0eae0);
  --paper: light-dark(#f6f3ec, #161412);
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif;
}
body { max-width: 24rem; margin: 15vh auto 0; padding: 0 1rem }
h1 { font-size: 1.6rem; letter-spacing: -0.02em }
label, input, button { display: block; width: 100%; box-sizing: border-box }
input, button {
  margin-top: 0.3rem;
  padding: 0.6rem 0.75rem;
  border: 1px solid light-dark(#8d8477, #7d7467);
  border-radius: 0.5rem;
  background: light-dark(#fffdf8, #1f1c19);
  color: inherit;
  font: inherit;
}
button { border-color: var(--ink); background: var(--ink); color: var(--paper); font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
#problem { color: light-dark(#981b1b, #ffb0a6) }
`;

export const signInScript = `'use strict';
// Back to the page that sent here, if it is one of this server's.
function destination() {
  const wanted = URL.parse(new URLSearchParams(location.search).get('to') ?? '/', location.origin);
  return wanted?.origin === location.origin ? wanted.pathname + wanted.search : '/';
}
document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const problem = document.getElementById('problem');
  problem.textContent = '';
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: new FormData(event.target).get('token').trim() }),
    });
    if (response.ok) return location.assign(destination());
    problem.textContent = (await response.json()).errors[0].message;
  } catch {
    problem.textContent = 'Bellhop does not answer.';
  }
});
`;
