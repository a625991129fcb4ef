import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCallObject, reportOf } from '../../src/vapi/call-object.ts';
import { attemptId } from './calling.ts';

const read = (value: unknown) => {
  const call = readCallObject(value);
  return call && reportOf(call);
};

describe('a call object', () => {
  test('is read wherever Vapi puts what we look for', () => {
    const ended = {
      id: 'call-1',
      status: 'ended',
      endedReason: 'voicemail',
      updatedAt: '2030-01-01T00:02:00.000Z',
      startedAt: '2030-01-01T00:01:00.000Z',
      endedAt: '2030-01-01T00:01:30.000Z',
      cost: 0.04,
      phoneCallProviderId: 'CA1',
      customer: { externalId: attemptId },
    };
    expect(read(ended)).toEqual({
      providerCallId: 'call-1',
      attemptId,
      callSid: 'CA1',
      status: 'ended',
      result: 'voicemail',
      endedReason: 'voicemail',
      neverRang: false,
      reportedAt: new Date('2030-01-01T00:02:00Z'),
      startedAt: new Date('2030-01-01T00:01:00Z'),
      endedAt: new Date('2030-01-01T00:01:30Z'),
      costUsd: 0.04,
    });
    expect(read({ id: 'c', status: 'ringing', transport: { callSid: 'CA2' } })).toMatchObject({
      callSid: 'CA2',
    });
    for (const place of ['assistant', 'assistantOverrides']) {
      const call = {
        id: 'c',
        status: 'ringing',
        [place]: { metadata: { attemptId: attemptId.toUpperCase() } },
      };
      expect(read(call)).toMatchObject({ attemptId });
    }
  });

  test.each([
    ['scheduled', 'scheduled', null],
    ['queued', 'queued', null],
    ['ringing', 'ringing', null],
    ['in-progress', 'in-progress', null],
    ['forwarding', 'forwarding', null],
    ['ended', 'ended', 'other'],
  ])('that is %s has no result before its end', (status, expected, result) => {
    expect(read({ id: 'c', status })).toMatchObject({ status: expected, result });
  });

  test('of an unknown status says something only where it has an end', () => {
    expect(read({ id: 'c', status: 'not-found' })).toBeNull();
    expect(read({ id: 'c' })).toBeNull();
    expect(read({ id: 'c', status: 'finished', endedReason: 'customer-busy' })).toMatchObject({
      status: 'ended',
      result: 'busy',
    });
    expect(read({ id: 'c', endedAt: '2030-01-01T00:00:00Z' })).toMatchObject({ status: 'ended' });
  });

  test('takes no value that could not be stored', () => {
    const odd = {
      id: 'c',
      status: 'ended',
      endedReason: 'a\u0000b',
      phoneCallProviderId: 'x'.repeat(256),
      customer: { externalId: "'; drop table reminders" },
      startedAt: 'yesterday',
      endedAt: '+275760-09-13T00:00:00.000Z',
      updatedAt: -1,
      cost: '5',
      subscriptionLimits: { concurrencyLimit: -1, concurrencyBlocked: 'yes' },
    };
    expect(read(odd)).toEqual({
      providerCallId: 'c',
      attemptId: null,
      callSid: null,
      status: 'ended',
      result: 'other',
      endedReason: 'a b',
      neverRang: false,
      reportedAt: null,
      startedAt: null,
      endedAt: null,
      costUsd: null,
    });
    expect(readCallObject(odd)).toMatchObject({ concurrencyLimit: null, isBlocked: false });
  });

  test.each([
    ['x'.repeat(300), 'x'.repeat(255)],
    ['beendet – ärgerlich', 'beendet – ärgerlich'],
    [' hang\nup ', 'hang up'],
    ['', null],
    [' ', null],
    [null, null],
    [7, null],
  ])('keeps the reason %j for its end as %j', (endedReason, expected) => {
    expect(readCallObject({ id: 'c', endedReason })).toMatchObject({ endedReason: expected });
  });

  test('keeps any reason in a form that can be stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (endedReason) => {
        const reason = readCallObject({ id: 'c', endedReason })?.endedReason ?? '';
        expect(reason).not.toMatch(/\p{Cc}/u);
        expect(reason.length).toBeLessThanOrEqual(255);
        expect(reason.isWellFormed()).toBe(true);
      }),
    );
  });

  test('says that the text was said to its end where the reason does', () => {
    const ended = (endedReason: string) => read({ id: 'c', status: 'ended', endedReason });
    expect(ended('assistant-said-end-call-phrase')).toMatchObject({ saidToTheEnd: true });
    expect(ended('customer-ended-call')).not.toHaveProperty('saidToTheEnd');
    expect(ended('silence-timed-out')).not.toHaveProperty('saidToTheEnd');
  });

  test('is none without an id, whatever else it is', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(() => read(value)).not.toThrow();
      }),
    );
    for (const value of [null, undefined, 7, 'call', [], {}, { id: 7 }, { id: '' }, { id: 'a b' }]) {
      expect(readCallObject(value)).toBeNull();
    }
  });

  test('takes instants in seconds and in milliseconds', () => {
    for (const updatedAt of [1_900_000_000, 1_900_000_000_000]) {
      expect(read({ id: 'c', status: 'ringing', updatedAt })).toMatchObject({
        reportedAt: new Date(1_900_000_000_000),
      });
    }
  });
});
