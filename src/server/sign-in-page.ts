export const signInPageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
};

/** The page that asks a browser for a token. Without its script it sends nothing, least of all the token in a URL. */
export const signInPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <title>Sign in to Bellhop</title>
    <link rel="icon" href="data:,">
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

export const signInScript = `'use strict';
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
    if (response.ok) return location.assign('/graphql');
    problem.textContent = (await response.json()).errors[0].message;
  } catch {
    problem.textContent = 'Bellhop does not answer.';
  }
});
`;
