import type { Plugin } from 'graphql-yoga';

/**
 * Lets each event of a stream pass a proxy at once. nginx keeps answers back until a buffer is full, but for those with
 * `x-accel-buffering: no`; `no-transform` forbids others to compress or join the events.
 */
export const sendStreamsUnbuffered: Plugin = {
  onResponse({ response }) {
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return;
    response.headers.set('x-accel-buffering', 'no');
    response.headers.set('cache-control', 'no-cache, no-transform');
  },
};
