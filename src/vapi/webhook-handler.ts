import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CallReport } from '../reminders/call-report.ts';
import { outsideRequest } from '../request-scope.ts';
import { createSampledWarning } from '../sampled-warning.ts';
import type { WebhookReader } from './webhook.ts';

export interface WebhookHandlerDeps {
  readonly reader: WebhookReader;
  /** Rejects where the report could not be stored. */
  readonly onReport: (report: CallReport) => Promise<unknown>;
  /** A report could not be read. */
  readonly onUnreadableReport: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Takes in what Vapi tells of calls. What cannot be stored is answered 503, so that Vapi tells it again. */
export function createWebhookHandler(deps: WebhookHandlerDeps) {
  const { reader, onReport, onUnreadableReport, clock, log } = deps;
  const warn = createSampledWarning(log, clock.monotonicMs);
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
        'Cannot ask for calls after a report that was not read',
      );
    } finally {
      isAsking = false;
    }
  }

  function refuse<Status extends number>(status: Status, reason: string): Status {
    warn({ event: 'webhook.refused', status, reason }, `Webhook refused: ${reason}`);
    return status;
  }

  async function handle(headers: IncomingHttpHeaders, rawBody: Buffer): Promise<number> {
    const { status, report, why } = reader.read(headers, rawBody, new Date(clock.wallMs()));
    if (status !== 200) return refuse(status, why);
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
  }

  return {
    /** Judges a report by its head, before its body is read. */
    admit(headers: IncomingHttpHeaders) {
      const judgement = reader.judgeHead(headers);
      if (judgement === null) return 'provider' as const;
      return judgement === 'signed' ? ('anyone' as const) : refuse(401, judgement);
    },
    handle,
    /** A report was not read, so its call is asked for instead. */
    onUnread(status: 413 | 503) {
      refuse(status, status === 413 ? 'too large' : 'too many');
      void outsideRequest(askInstead);
    },
  };
}
