import { Pool } from 'undici';

/**
 * What every contender's job is: the POST that Bellhop sends, answered by the same server, its answer read.
 * @param {{ receiverUrl: string, http: string, concurrency: number }} options
 */
export function createPost({ receiverUrl, http, concurrency }) {
  const url = `${receiverUrl}/call`;
  const pool = http === 'undici' ? new Pool(receiverUrl, { connections: concurrency }) : null;

  return async function post(/** @type {{ key: string, to: string, text: string }} */ { key, to, text }) {
    const request = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        authorization: 'Bearer bench',
        'idempotency-key': key,
      },
      body: JSON.stringify({ to, from: '+15005550006', voice: 'Elliot', content: { type: 'voice', text } }),
    };
    if (pool) {
      const { statusCode, body } = await pool.request({ path: '/call', ...request });
      const answer = await body.json();
      if (statusCode !== 202) throw new Error(`The receiver answered ${statusCode}.`);
      return answer.callSid;
    }
    const response = await fetch(url, request);
    const answer = await response.json();
    if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
    return answer.callSid;
  };
}
