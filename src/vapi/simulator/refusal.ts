import type { Behaviour } from './behaviour.ts';
import type { Exchange } from './exchange.ts';

/** Does what a behaviour says where it places no call, in either wire format; false: it places one. */
export function refuseAsScripted(exchange: Exchange, behaviour: Behaviour): boolean {
  switch (behaviour) {
    case 'bad-request':
      exchange.refuse(400, ['to must be a valid phone number']);
      return true;
    case 'unauthorized':
      exchange.refuse(401, 'Invalid Key.');
      return true;
    case 'not-found':
      exchange.refuse(404, 'Not Found');
      return true;
    case 'over-limit':
      exchange.refuse(429, 'Rate limit exceeded', { 'retry-after': '2' });
      return true;
    case 'over-limit-silent':
      exchange.refuse(429, 'Rate limit exceeded');
      return true;
    case 'over-concurrency':
      exchange.refuse(400, 'Over Concurrency Limit');
      return true;
    case 'server-error':
      exchange.refuse(500, 'Internal server error.');
      return true;
    case 'unavailable':
      exchange.refuse(503, 'Service unavailable.');
      return true;
    case 'hang':
      exchange.neverAnswer();
      return true;
    case 'reset':
      exchange.hangUp();
      return true;
    default:
      return false;
  }
}
