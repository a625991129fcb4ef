import { describe, expect, test } from 'vitest';
import { filterOf, type ListQuery, listPath, readQuery, sortOf } from '../../src/dashboard/list-query.ts';

const read = (address: string): ListQuery => readQuery(new URL(address, 'http://bellhop').searchParams);

describe('the address of a list', () => {
  test.each([
    '/reminders',
    '/reminders?status=failed',
    '/reminders?status=scheduled,failed&q=taxi&sort=latest',
    '/reminders?number=%2B49+30+23125011',
    '/reminders?from=2027-04-02T22:00:00.000Z&until=2027-04-03T22:00:00.000Z',
  ])('says the same when it is read and written: %s', (address) => {
    expect(listPath(read(address))).toBe(address);
  });

  test('leaves out what it does not know', () => {
    const query = read('/reminders?status=failed,lost&sort=sideways&from=yesterday');
    expect(listPath(query)).toBe('/reminders?status=failed');
  });

  test('asks for a number once that is whole, however it is spaced', () => {
    expect(filterOf(read('/reminders?number=%2B49+30'))).toBeNull();
    expect(filterOf(read('/reminders?number=0049+(30)+23125-011'))).toEqual({ phoneNumber: '+493023125011' });
  });
});

describe('the order of a list', () => {
  test.each([
    ['/reminders', 'changed'],
    ['/reminders?status=completed', 'changed'],
    ['/reminders?status=scheduled,failed', 'changed'],
    ['/reminders?status=scheduled', 'due'],
    ['/reminders?status=scheduled,dispatching,calling', 'due'],
    ['/reminders?q=taxi', 'due'],
    ['/reminders?status=completed&sort=new', 'new'],
  ])('begins with what matters now, or as was asked: %s', (address, sort) => {
    expect(sortOf(read(address))).toBe(sort);
  });
});
