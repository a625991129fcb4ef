import { isLoopbackAddress } from '../loopback.ts';
import type { Environment, Variables } from './environment.ts';

/** What is wrong between variables of which each is right by itself: one sentence for each problem. */
export function conflicts(given: Variables, values: Partial<Environment>): string[] {
  const problems: string[] = [];
  problems.push(...callerConflicts(given), ...accessConflicts(given, values));
  const { ROLE: role = 'all' } = values;
  if (role !== 'all' && !given['DATABASE_URL']) {
    problems.push(
      `ROLE: ${JSON.stringify(role)} needs DATABASE_URL to be set: the embedded database is open to one process only, which has to both serve and ring. Set DATABASE_URL to a PostgreSQL that all instances share, or leave ROLE at all.`,
    );
  }
  const { LEASE_SECONDS: leaseMs = 0, HEARTBEAT_SECONDS: heartbeatMs = 0 } = values;
  if (leaseMs && leaseMs < 2 * heartbeatMs) {
    problems.push(
      `LEASE_SECONDS: ${leaseMs / 1_000} must be at least twice HEARTBEAT_SECONDS (${heartbeatMs / 1_000}), so that one late heartbeat loses nothing.`,
    );
  }
  const { VAPI_RETRY_MIN_SECONDS: minMs = 0, VAPI_RETRY_MAX_SECONDS: maxMs = minMs } = values;
  if (minMs > maxMs) {
    problems.push(
      `VAPI_RETRY_MIN_SECONDS: ${minMs / 1_000} must not be greater than VAPI_RETRY_MAX_SECONDS (${maxMs / 1_000}).`,
    );
  }
  return problems;
}

/** What rings, and what must be set for it. */
function callerConflicts(given: Variables): string[] {
  const problems: string[] = [];
  const needs = (name: string, other: string, why: string) => {
    if (given[name] && !given[other]) problems.push(`${other}: must be set when ${name} is, ${why}.`);
  };
  if (given['TWILIO_PHONE_NUMBER'] && given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'VAPI_PHONE_NUMBER_ID: only one number can ring. Unset TWILIO_PHONE_NUMBER to ring through a phone number of your Vapi account, or unset this.',
    );
  } else if (given['VAPI_API_KEY'] && !given['TWILIO_PHONE_NUMBER'] && !given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'VAPI_PHONE_NUMBER_ID: must be set when VAPI_API_KEY is: the id of the phone number of your Vapi account that rings (or TWILIO_PHONE_NUMBER for the simple wire format). To try Bellhop without ringing anybody, unset VAPI_API_KEY.',
    );
  }
  needs(
    'VAPI_ASSISTANT_ID',
    'VAPI_PHONE_NUMBER_ID',
    'since an assistant speaks only in calls of such a number',
  );
  if (given['COMPLETE_WHEN'] === 'answered' && !given['VAPI_PHONE_NUMBER_ID']) {
    problems.push(
      'COMPLETE_WHEN: "answered" needs VAPI_PHONE_NUMBER_ID to be set, since only with such a number Vapi tells what becomes of its calls.',
    );
  }
  needs(
    'MAX_SPEND_USD_PER_DAY',
    'VAPI_PHONE_NUMBER_ID',
    'since only with such a number Vapi reports what a call costs',
  );
  needs('PUBLIC_URL', 'VAPI_WEBHOOK_SECRET', 'since it is how reports of Vapi are told from forged ones');
  needs('VAPI_WEBHOOK_SECRET', 'PUBLIC_URL', 'since it is where Vapi reports to');
  needs('VAPI_WEBHOOK_CREDENTIAL_ID', 'VAPI_WEBHOOK_SECRET', 'with the secret that the credential holds');
  return problems;
}

function accessConflicts(given: Variables, values: Partial<Environment>): string[] {
  const problems: string[] = [];
  const jwt = ['JWT_JWKS_URL', 'JWT_ISSUER', 'JWT_AUDIENCE'] as const;
  const unset = jwt.filter((name) => !given[name]);
  if (unset.length > 0 && unset.length < jwt.length) {
    problems.push(`${unset.join(', ')}: must be set too; ${jwt.join(', ')} belong together.`);
  }
  const { HOST: host = '127.0.0.1', OPEN: open } = values;
  if (open === 'on' && !isLoopbackAddress(host)) {
    problems.push(
      `OPEN: "on" works on the loopback only, and HOST is ${host}. Leave HOST at 127.0.0.1, or unset OPEN and create an API token.`,
    );
  }
  const { TRUSTED_DOCUMENTS: mode = 'off' } = values;
  if (mode !== 'off' && !given['TRUSTED_DOCUMENTS_FILE']) {
    problems.push(`TRUSTED_DOCUMENTS_FILE: must name a file while TRUSTED_DOCUMENTS is ${mode}.`);
  }
  if (given['VAPI_API_KEY'] && !given['ALLOWED_COUNTRY_CODES']) {
    problems.push(
      'ALLOWED_COUNTRY_CODES: must be set when VAPI_API_KEY is, such as US,CA: otherwise any phone in the world could be rung at your expense.',
    );
  }
  return problems;
}
