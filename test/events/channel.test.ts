import { describe, expect, test } from 'vitest';
import { createChannel } from '../../src/events/channel.ts';

describe('a channel', () => {
  test('gives what was pushed, in order, all at once', async () => {
    const channel = createChannel<number>(10);
    for (const item of [1, 2, 3]) channel.push([item]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [1, 2, 3] });
    channel.push([4]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [4] });
  });

  test('lets the receiver wait for the next item', async () => {
    const channel = createChannel<number>(10);
    const received = channel.receive();
    channel.push([1]);
    expect(await received).toEqual({ kind: 'items', items: [1] });
  });

  test('holds as many as its capacity', async () => {
    const channel = createChannel<number>(3);
    for (const item of [1, 2, 3]) channel.push([item]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [1, 2, 3] });
  });

  test('that was interrupted says so once, drops what it held, and then goes on', async () => {
    const channel = createChannel<number>(3);
    channel.push([1]);
    channel.interrupt();
    channel.push([2]);
    expect(await channel.receive()).toEqual({ kind: 'interrupted' });
    channel.push([3]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [3] });
  });

  test('that overflowed says so once, drops what it held, and then goes on', async () => {
    const channel = createChannel<number>(3);
    for (const item of [1, 2, 3, 4, 5]) channel.push([item]);
    expect(await channel.receive()).toEqual({ kind: 'overflowed' });
    channel.push([6]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [6] });
  });

  test('ends a receiver that waits when it is closed, and every later one', async () => {
    const channel = createChannel<number>(3);
    const received = channel.receive();
    channel.close();
    expect(await received).toEqual({ kind: 'closed' });
    channel.push([1]);
    expect(await channel.receive()).toEqual({ kind: 'closed' });
    expect(channel.isClosed()).toBe(true);
  });

  test('offers items to a receiver that waits, and queues what it does not take', async () => {
    const offered: (readonly number[])[] = [];
    const channel = createChannel<number>(10, (items) => offered.push(items) !== 2);
    const received = channel.receive();
    channel.push([1, 2]);
    channel.push([3]);
    expect(await received).toEqual({ kind: 'items', items: [3] });
    expect(offered).toEqual([[1, 2], [3]]);
  });

  test('offers nothing where nobody waits, nor what comes behind something queued', async () => {
    const channel = createChannel<number>(10, () => {
      throw new Error('It was offered.');
    });
    channel.push([1]);
    channel.push([2]);
    expect(await channel.receive()).toEqual({ kind: 'items', items: [1, 2] });
    channel.close();
    channel.push([3]);
    expect(await channel.receive()).toEqual({ kind: 'closed' });
  });
});
