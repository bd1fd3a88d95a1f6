import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { codesOf, isOneCode } from '../../../../src/search/understanding/codes-of';
import { joinsOf, splitsOf } from '../../../../src/search/understanding/compounds';
import { expandTerms } from '../../../../src/search/understanding/expand-terms';
import { selectWords } from '../../../../src/search/understanding/select-words';
import { SynonymIndex } from '../../../../src/search/understanding/synonym-index';

const analyzer = new Analyzer(new JiebaSegmenter());
const select = (text: string, stopWords = ['for', 'the', '的']) => {
  const { words, ignored } = selectWords(analyzer.words(text), new Set(stopWords));
  return {
    words: words.map((word) => word.surface),
    ignored: ignored.map((word) => word.surface),
    neighbours: words.map((word) => word.followsPrevious),
  };
};

describe('selectWords', () => {
  it('leaves stop words out and reports them', () => {
    expect(select('the case for iPhone')).toEqual({
      words: ['case', 'iphone'],
      ignored: ['the', 'for'],
      neighbours: [false, false],
    });
  });

  it('keeps stop words when there is nothing else', () => {
    expect(select('for the').words).toEqual(['for', 'the']);
  });

  it('knows which words stood next to each other', () => {
    expect(select('usb hub for laptop stand').neighbours).toEqual([false, true, false, true]);
  });

  it('leaves repeats out without a word about it', () => {
    expect(select('usb hub USB')).toMatchObject({ words: ['usb', 'hub'], ignored: [] });
  });

  it('works for Chinese', () => {
    expect(select('华为的手机')).toMatchObject({ words: ['华为', '手机'], ignored: ['的'] });
  });

  it('reads 32 words and reports the rest', () => {
    const text = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ');
    expect(select(text)).toMatchObject({ words: { length: 32 }, ignored: { length: 8 } });
  });
});

describe('joinsOf', () => {
  const words = selectWords(analyzer.words('head set for mouse pad'), new Set(['for'])).words;

  it('writes neighbours as one word, but not across a word left out', () => {
    expect(joinsOf(words)).toEqual([
      { at: 0, joined: 'headset' },
      { at: 2, joined: 'mousepad' },
    ]);
  });
});

describe('splitsOf', () => {
  it('cuts a word everywhere but near its ends', () => {
    expect(splitsOf('abcdef')).toEqual([
      ['ab', 'cdef'],
      ['abc', 'def'],
      ['abcd', 'ef'],
    ]);
  });

  it('cuts a measure between number and unit only', () => {
    expect(splitsOf('500gb')).toEqual([['500', 'gb']]);
    expect(splitsOf('43.2cm')).toEqual([['43.2', 'cm']]);
    expect(splitsOf('a1b2')).toEqual([]);
  });

  it('cuts Chinese between any two characters', () => {
    expect(splitsOf('智能手机')).toContainEqual(['智能', '手机']);
    expect(splitsOf('手机')).toEqual([['手', '机']]);
  });

  it('does not cut short words', () => {
    expect(splitsOf('usb')).toEqual([]);
  });
});

describe('expandTerms', () => {
  it('lets a phrase for two words satisfy the term of each', () => {
    const expansion = { from: 0, to: 2, phrase: ['headset'] };
    expect(expandTerms(['head', 'set', 'usb'], [expansion])).toEqual([
      { word: 'head', alternatives: [['head'], ['headset']] },
      { word: 'set', alternatives: [['set'], ['headset']] },
      { word: 'usb', alternatives: [['usb']] },
    ]);
  });

  it('names each alternative once', () => {
    const expansion = { from: 0, to: 1, phrase: ['tv'] };
    expect(expandTerms(['tv'], [expansion, expansion])).toEqual([
      { word: 'tv', alternatives: [['tv']] },
    ]);
  });
});

describe('SynonymIndex', () => {
  const index = new SynonymIndex(
    [
      { words: ['tv', 'television'] },
      { from: 'phone', to: ['smartphone'] },
      { words: ['laptop', 'portable computer'] },
      { words: ['手机', '移动电话'] },
    ],
    analyzer,
  );

  it('reads two-way synonyms both ways and one-way synonyms one way', () => {
    expect(index.expansionsOf(['tv'])).toEqual([{ from: 0, to: 1, phrase: ['television'] }]);
    expect(index.expansionsOf(['television'])).toEqual([{ from: 0, to: 1, phrase: ['tv'] }]);
    expect(index.expansionsOf(['phone'])).toEqual([{ from: 0, to: 1, phrase: ['smartphone'] }]);
    expect(index.expansionsOf(['smartphone'])).toEqual([]);
  });

  it('finds a word in another form', () => {
    expect(index.expansionsOf(['phones'])).toHaveLength(1);
  });

  it('finds several words only when all stand in order', () => {
    expect(index.expansionsOf(['cheap', 'portable', 'computers'])).toEqual([
      { from: 1, to: 3, phrase: ['laptop'] },
    ]);
    expect(index.expansionsOf(['computer', 'portable'])).toEqual([]);
    expect(index.expansionsOf(['portable'])).toEqual([]);
  });

  it('gives several words for one as a phrase', () => {
    expect(index.expansionsOf(['laptop'])).toEqual([
      { from: 0, to: 1, phrase: ['portable', 'computer'] },
    ]);
  });

  it('works for Chinese', () => {
    const [expansion] = index.expansionsOf(['手机']);
    expect(expansion?.phrase.join('')).toBe('移动电话');
  });
});

describe('codesOf', () => {
  it('folds the whole query and each part that looks like a code', () => {
    expect(codesOf('DV7 1211EA')).toEqual(['dv71211ea', '1211ea']);
    expect(codesOf('HP DV7-1211EA laptop')).toEqual(['hpdv71211ealaptop', 'dv71211ea']);
  });

  it('finds a code between Chinese characters', () => {
    expect(codesOf('惠普DV7-1211EA笔记本')).toEqual(['dv71211ea']);
  });

  it('knows an article number in its other lengths', () => {
    expect(codesOf('036000291452')).toContain('0036000291452');
  });

  it('is empty for plain words', () => {
    expect(codesOf('bluetooth speaker')).toEqual([]);
  });
});

describe('isOneCode', () => {
  it.each([
    ['DV7-1211EA', true],
    [' 4960999668543 ', true],
    ['DV7 1211EA', false],
    ['headphones', false],
    ['', false],
  ])('of "%s" is %s', (text, expected) => {
    expect(isOneCode(text)).toBe(expected);
  });
});
