import { describe, expect, test } from 'vitest';
import { askedTogether } from '../../src/access/asked-together.ts';
import { waitFor } from '../support/wait-for.ts';

/** A source whose answers are given by hand. */
function createSource(atOnce = 2) {
  const questions: {
    readonly keys: readonly string[];
    answer(value: string): void;
    fail(error: Error): void;
  }[] = [];
  const ask = askedTogether((keys: readonly string[]) => {
    const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, string>>();
    const answer = (value: string) => resolve(new Map(keys.map((key) => [key, `${value} ${key}`])));
    questions.push({ keys, answer, fail: reject });
    return promise;
  }, atOnce);
  return { questions, ask, keys: () => questions.map(({ keys }) => keys) };
}

describe('what is asked together', () => {
  test('is asked at once where nothing is on its way', async () => {
    const { ask, questions } = createSource();
    const answer = ask('a');
    questions[0]?.answer('first');
    expect(await answer).toBe('first a');
  });

  test('waits for a later question where two are on their way, each key once', async () => {
    const { ask, questions, keys } = createSource();
    const early = [ask('a'), ask('a')];
    const late = [ask('a'), ask('b'), ask('a')];
    expect(keys()).toEqual([['a'], ['a']]);
    questions[1]?.answer('second');
    expect(await early[1]).toBe('second a');
    expect(keys()).toEqual([['a'], ['a'], ['a', 'b']]);
    questions[2]?.answer('third');
    expect(await Promise.all(late)).toEqual(['third a', 'third b', 'third a']);
    questions[0]?.answer('first');
    expect(await early[0]).toBe('first a');
  });

  test('fails for those who were asked for, and no others', async () => {
    const { ask, questions } = createSource();
    const answers = [ask('a'), ask('a'), ask('b')];
    const failed = expect(answers[0]).rejects.toThrow('away');
    questions[0]?.fail(new Error('away'));
    await failed;
    questions[2]?.answer('third');
    expect(await answers[2]).toBe('third b');
    questions[1]?.answer('second');
    expect(await answers[1]).toBe('second a');
  });

  test('answers undefined where there is nothing', async () => {
    const ask = askedTogether(async () => new Map<string, string>(), 2);
    expect(await ask('a')).toBeUndefined();
  });

  test('is asked by more questions where two hang, and by no more than may be on their way', async () => {
    const { ask, questions, keys } = createSource(3);
    void ask('a');
    void ask('b');
    const answer = ask('c');
    await waitFor(() => expect(keys()).toEqual([['a'], ['b'], ['c']]));
    const later = ask('d');
    expect(questions).toHaveLength(3);
    questions[2]?.answer('third');
    expect(await answer).toBe('third c');
    questions[3]?.answer('fourth');
    expect(await later).toBe('fourth d');
  });
});
