import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallReport } from '../reminders/call-report.ts';
import { outsideRequest } from '../request-scope.ts';
import type { WebhookReader } from './webhook.ts';

export interface WebhookHandlerDeps {
  readonly read: WebhookReader;
  /** Rejects where the report could not be stored. */
  readonly onReport: (report: CallReport) => Promise<unknown>;
  /** A report could not be read. */
  readonly onUnreadableReport: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers the HTTP status; `null`: the body is too large to be read. */
export type WebhookHandler = (headers: IncomingHttpHeaders, rawBody: Buffer | null) => Promise<number>;

/** Takes in what Vapi tells of calls. What cannot be stored is answered 503, so that Vapi tells it again. */
export function createWebhookHandler(deps: WebhookHandlerDeps): WebhookHandler {
  const { read, onReport, onUnreadableReport, clock, log } = deps;
  let isAsking = false;

  /** The sender is not known, so any number of them are one question. */
  async function askInstead() {
    if (isAsking) return;
    isAsking = true;
    try {
      await onUnreadableReport();
    } catch (error) {
      log.error(
        { event: 'webhook.failed', err: error },
        'Cannot ask for calls after a report that is too large',
      );
    } finally {
      isAsking = false;
    }
  }

  return async (headers, rawBody) => {
    if (rawBody === null) {
      log.warn({ event: 'webhook.refused', status: 413, why: 'too large' }, 'Webhook refused: too large');
      void outsideRequest(askInstead);
      return 413;
    }
    const { status, report, why } = read(headers, rawBody, new Date(clock.wallMs()));
    if (status !== 200) {
      log.warn({ event: 'webhook.refused', status, why }, 'A webhook was refused');
      return status;
    }
    if (!report) {
      log.debug({ event: 'webhook.ignored', why }, 'A webhook said nothing that concerns calls');
      return status;
    }
    try {
      await onReport(report);
      return status;
    } catch (error) {
      log.error(
        { event: 'webhook.failed', err: error },
        'A report of Vapi cannot be stored; it is asked for again',
      );
      return 503;
    }
  };
}
