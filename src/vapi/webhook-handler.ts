import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallReport } from '../reminders/call-report.ts';
import type { WebhookReader } from './webhook.ts';

export interface WebhookHandlerDeps {
  readonly read: WebhookReader;
  /** Rejects where the report could not be stored. */
  readonly onReport: (report: CallReport) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Answers the HTTP status. */
export type WebhookHandler = (headers: IncomingHttpHeaders, rawBody: Buffer) => Promise<number>;

/** Takes in what Vapi tells of calls. What cannot be stored is answered 503, so that Vapi tells it again. */
export function createWebhookHandler({ read, onReport, clock, log }: WebhookHandlerDeps): WebhookHandler {
  return async (headers, rawBody) => {
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
