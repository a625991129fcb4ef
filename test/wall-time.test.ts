import { describe, expect, test } from 'vitest';
import { instantOf, wallTimeOf } from '../src/wall-time.ts';

const instant = (at: string, isTwice = false) => ({ kind: 'instant', at: Date.parse(at), isTwice });

describe('a time on the clocks of a place', () => {
  test.each([
    ['2027-01-15', '09:00', 'Europe/Berlin', '2027-01-15T08:00:00Z'],
    ['2027-07-15', '09:00', 'Europe/Berlin', '2027-07-15T07:00:00Z'],
    ['2027-07-15', '09:00', 'Asia/Kathmandu', '2027-07-15T03:15:00Z'],
    ['2027-03-28', '01:59', 'Europe/Berlin', '2027-03-28T00:59:00Z'],
    ['2027-03-28', '03:00', 'Europe/Berlin', '2027-03-28T01:00:00Z'],
  ])('%s %s in %s is one instant', (date, time, zone, at) => {
    expect(instantOf(date, time, zone)).toEqual(instant(at));
    expect(wallTimeOf(Date.parse(at), zone)).toEqual({ date, time });
  });

  test.each([
    ['2027-03-28', '02:30', 'Europe/Berlin'],
    ['2027-03-14', '02:00', 'America/New_York'],
    // By half an hour only.
    ['2027-10-03', '02:15', 'Australia/Lord_Howe'],
  ])('%s %s in %s does not exist: the clocks skip it', (date, time, zone) => {
    expect(instantOf(date, time, zone)).toEqual({ kind: 'skipped' });
  });

  test.each([
    ['2027-10-31', '02:30', 'Europe/Berlin', '2027-10-31T00:30:00Z'],
    ['2027-11-07', '01:00', 'America/New_York', '2027-11-07T05:00:00Z'],
  ])('%s %s in %s is there twice, and the first is meant', (date, time, zone, at) => {
    expect(instantOf(date, time, zone)).toEqual(instant(at, true));
  });

  test.each([
    ['2027-02-30', '09:00'],
    ['2027-13-01', '09:00'],
    ['', '09:00'],
    ['2027-01-01', ''],
    ['2027-01-01', '25:00'],
  ])('“%s %s” is none', (date, time) => {
    expect(instantOf(date, time, 'UTC')).toEqual({ kind: 'invalid' });
  });
});
