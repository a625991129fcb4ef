import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { callResults } from '../../src/reminders/call-report.ts';
import { resultOf, saysNobodyWasRung } from '../../src/vapi/ended-reason.ts';

/** Every reason that Vapi's API definition and SDK listed in 2026, with what it means to us, decided by people. */
const table = readFileSync(new URL('./ended-reasons.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t') as [string, string]);

describe('the reason why a call ended', () => {
  test('is one of 597, which cover all results', () => {
    expect(table).toHaveLength(597);
    expect(new Set(table.map(([reason]) => reason)).size).toBe(597);
    // No reason says `cut-short`: the duration does.
    const results = callResults.filter((result) => result !== 'cut-short');
    expect(new Set(table.map(([, result]) => result))).toEqual(new Set(results));
  });

  test.each(table)('%s is %s', (reason, result) => {
    expect(resultOf(reason)).toBe(result);
  });

  test.each([
    ['call.in-progress.error-vapifault-newcomer-ai-500-server-error', 'provider-fault'],
    ['call.in-progress.error-providerfault-newcomer-ai-503', 'provider-fault'],
    ['call.in-progress.error-providerfault-outbound-sip-404-not-found', 'unreachable'],
    ['pipeline-error-newcomer-ai-llm-failed', 'provider-fault'],
    ['call.start.error-vapifault-newcomer', 'provider-fault'],
    ['call.start.error-subscription-newcomer', 'configuration'],
    ['assistant-request-newcomer', 'configuration'],
    ['customer-ended-call-newcomer', 'answered'],
    ['twilio-newcomer', 'unreachable'],
    ['call.in-progress.newcomer', 'other'],
    ['customer-newcomer', 'other'],
    ['hangup', 'other'],
    ['', 'other'],
    ['toString', 'other'],
    ['__proto__', 'other'],
    [null, 'other'],
  ])('%s, which is on no list, is %s', (reason, result) => {
    expect(resultOf(reason)).toBe(result);
  });

  test('says that nobody was rung only where Vapi gave up before it dialled', () => {
    const certain = table.map(([reason]) => reason).filter(saysNobodyWasRung);
    expect(certain).toContain('call.start.error-subscription-concurrency-limit-reached');
    expect(certain).toContain('call.start.error-vapifault-database-error');
    expect(certain).toHaveLength(28);
    for (const reason of ['customer-did-not-answer', 'worker-shutdown', 'pipeline-error-openai-llm-failed']) {
      expect(saysNobodyWasRung(reason)).toBe(false);
    }
    for (const [reason, result] of table) {
      if (['answered', 'voicemail', 'no-answer', 'busy', 'other'].includes(result)) {
        expect(saysNobodyWasRung(reason)).toBe(false);
      }
    }
    expect(saysNobodyWasRung(null)).toBe(false);
  });
});
