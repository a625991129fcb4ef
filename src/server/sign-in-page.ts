export const signInPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
};

const bell = 'M6 21a10 10 0 0 1 20 0zM4 23h24v3H4zM14.5 6h3v4.5h-3z';
const icon = `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="${bell}"/></svg>`)}`;

/** The page that asks a browser for a token. Without its script it sends nothing, least of all the token in a URL. */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Sign in to Bellhop</title>
    <link rel="icon" href="${icon}">
    <link rel="stylesheet" href="/session/sign-in.css">
  </head>
  <body>
    <main>
      <svg viewBox="0 0 32 32" aria-hidden="true"><path d="${bell}"></path></svg>
      <h1>Sign in to Bellhop</h1>
      <form method="post">
        <label>API token <input name="token" type="password" autocomplete="current-password" required autofocus></label>
        <button>Sign in</button>
        <p role="alert" id="problem"></p>
      </form>
      <p class="hint">Whoever runs Bellhop can give you one: for looking only, for scheduling calls too, or for everything.</p>
    </main>
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
body { margin: 0; min-height: 100vh; display: grid; place-items: start center; padding: 14vh 1rem 2rem; box-sizing: border-box }
main {
  width: min(24rem, 100%);
  box-sizing: border-box;
  padding: 2rem;
  border: 1px solid light-dark(#e0d9cb, #3a352f);
  border-radius: 0.75rem;
  background: light-dark(#fffdf8, #1f1c19);
}
svg { width: 2.25rem; fill: currentColor }
h1 { margin: 0.25rem 0 1.5rem; font-size: 1.5rem; letter-spacing: -0.02em }
label { font-weight: 550 }
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
button { margin-top: 1rem; border-color: var(--ink); background: var(--ink); color: var(--paper); font-weight: 600; cursor: pointer }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px }
p { margin: 1rem 0 0 }
p:empty { display: none }
#problem { color: light-dark(#981b1b, #ffb0a6) }
.hint { color: light-dark(#625a4f, #afa698); font-size: 0.875rem }
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
