import { readItemAttributes } from '../../../../src/evaluation/recommend/read-item-attributes';
import { readSequences } from '../../../../src/evaluation/recommend/read-sequences';
import { readTimedRatings } from '../../../../src/evaluation/recommend/read-timed-ratings';

async function* linesOf(...lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

describe('a sequence file', () => {
  it('gives items numbers by name, and keeps the order of every shopper', async () => {
    const { log, items, shoppers } = await readSequences(linesOf('ann c a', '', 'bob\tb  c a'));
    expect(items).toEqual(['a', 'b', 'c']);
    expect(shoppers).toEqual(['ann', 'bob']);
    expect(log).toEqual({
      itemCount: 3,
      offsets: Uint32Array.of(0, 2, 5),
      items: Uint32Array.of(2, 0, 1, 2, 0),
      times: null,
      weights: null,
    });
  });

  it.each([
    ['a shopper without items', ['ann a', 'bob'], 'line 2: "bob" has no items'],
    ['a shopper who comes twice', ['ann a', 'ann b'], 'line 2: "ann" had a line before'],
    ['nothing', [], 'the file ends and held no shopper'],
  ])('is refused with %s, naming the line', async (_, lines, message) => {
    await expect(readSequences(linesOf(...lines))).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
      message: expect.stringContaining(message) as string,
    });
  });
});

describe('a ratings file', () => {
  it('is put in the order of time, shopper by shopper; the same second stays in the order of the file', async () => {
    const { log, items } = await readTimedRatings(
      linesOf('ann\tx\t5\t30', 'bob\ty\t1\t10', 'ann\tz\t2\t20', 'ann\ty\t3\t20'),
    );
    expect(items).toEqual(['x', 'y', 'z']);
    expect(log).toEqual({
      itemCount: 3,
      offsets: Uint32Array.of(0, 3, 4),
      items: Uint32Array.of(2, 1, 0, 1),
      times: Float64Array.of(20_000, 20_000, 30_000, 10_000),
      weights: null,
    });
  });

  it.each([
    ['ann x 5', 'has not four columns'],
    ['ann x 5 12 more', 'has not four columns'],
    ['ann x 5 yesterday', '"yesterday" is no time in epoch seconds'],
    ['ann x 5 -3', '"-3" is no time in epoch seconds'],
  ])('is refused with %s, naming the line', async (line, message) => {
    await expect(readTimedRatings(linesOf('ann y 1 1', line))).rejects.toMatchObject({
      code: 'FILE_MALFORMED',
      message: expect.stringMatching(new RegExp(`line 2: .*${message}`)) as string,
    });
  });
});

describe('an attribute file', () => {
  it('gives each item of the log its features, each once', () => {
    const features = readItemAttributes('{"b": [7, "red", 7], "unheard of": [9], "c": [7]}', [
      'a',
      'b',
      'c',
    ]);
    expect(features).toEqual({
      itemCount: 3,
      featureCount: 2,
      offsets: Uint32Array.of(0, 0, 2, 3),
      features: Uint32Array.of(0, 1, 0),
      vectors: null,
    });
  });

  it.each(['[1]', '{', 'null', '{"a": 3}', '{"a": [{}]}'])('is refused with %s', (json) => {
    expect(() => readItemAttributes(json, ['a'])).toThrow(
      expect.objectContaining({ code: 'FILE_MALFORMED' }) as Error,
    );
  });
});
