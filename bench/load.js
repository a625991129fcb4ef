import autocannon from 'autocannon';
import { serve } from './serve.ts';

/** The load generator in a process of its own. Plain JavaScript, since it need not be installed where types are checked. */
serve({
  /**
   * Posts the same body again and again, as fast as answers come; answers requests a second and the p50 and p99 of the
   * latency in milliseconds. Throws where an answer is not 200 or has errors.
   * @param {{ url: string, body: string, connections: number, seconds: number }} options
   */
  async run({ url, body, connections, seconds }) {
    const result = await autocannon({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      connections,
      duration: seconds,
      verifyBody: (text) => String(text).startsWith('{"data"'),
    });
    const wrong = result.non2xx + result.mismatches + result.errors + result.timeouts;
    if (wrong > 0) throw new Error(`${wrong} of ${result.requests.total} answers were wrong.`);
    return {
      perSecond: result.requests.total / result.duration,
      p50: result.latency.p50,
      p99: result.latency.p99,
    };
  },
});
