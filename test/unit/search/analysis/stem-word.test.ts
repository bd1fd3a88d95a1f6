import { stemWord } from '../../../../src/search/analysis/stem-word';

describe('stemWord', () => {
  it.each([
    ['headphones', 'headphone'],
    ['running', 'run'],
    ['batteries', 'battery'],
    ['printing', 'prints'],
  ])('gives %s the stem of %s', (one, other) => {
    expect(stemWord(one)).toBe(stemWord(other));
  });

  it.each(['43.2', 'dv7', '1080p', '耳机', 'naïve', 'tv', 'ss'.repeat(30)])(
    'leaves %s alone',
    (word) => {
      expect(stemWord(word)).toBe(word);
    },
  );

  it('remembers without mixing words up', () => {
    expect([stemWord('cables'), stemWord('cable'), stemWord('cables')]).toEqual([
      'cabl',
      'cabl',
      'cabl',
    ]);
  });
});
