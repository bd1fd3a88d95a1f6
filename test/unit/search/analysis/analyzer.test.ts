import fc from 'fast-check';
import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Analyzer } from '../../../../src/search/analysis/analyzer';

const analyzer = new Analyzer(new JiebaSegmenter());
const surfaces = (text: string) => analyzer.words(text).map((word) => word.surface);

const mixedText = fc.string({
  unit: fc.constantFrom(
    ...['a', 'B', '7', '.', '-', "'", '’', ' ', 'é', 'e\u0301', '\u00ad', 'ﬃ', '½', '﷼', '™'],
    ...['华', '为', '手', '机', '丽', 'カ', '゛', '😀', '\ud83d', '\u0000', '"', '葛\u{e0100}'],
  ),
  maxLength: 40,
});

describe('Analyzer.words', () => {
  it.each([
    ['letters and digits', 'HP Pavilion, 17-inch!', ['hp', 'pavilion', '17', 'inch']],
    ['decimals in one piece', '43.2 cm (17.0")', ['43.2', 'cm', '17.0']],
    ['a point at the end of a sentence apart', 'Version 2. Next', ['version', '2', 'next']],
    ['the parts of a hyphenated code', 'dv7-1211ea', ['dv7', '1211ea']],
    ['a code without punctuation in one piece', '006R90321', ['006r90321']],
    ['an apostrophe between letters as part of the word', "women's L’Oréal", ['womens', 'loreal']],
    ['an inch mark apart', "5'11 tall", ['5', '11', 'tall']],
    ['Chinese by words', '无线蓝牙耳机', ['无线', '蓝牙', '耳机']],
    ['mixed Chinese and Latin', '华为Mate60 Pro手机', ['华为', 'mate60', 'pro', '手机']],
    ['full-width letters', 'ＵＳＢ充电器', ['usb', '充电器']],
    ['nothing in punctuation', '"*" NEAR( : )', ['near']],
    ['nothing in blank text', ' \t ', []],
  ])('finds %s', (_what, text, expected) => {
    expect(surfaces(text)).toEqual(expected);
  });

  it('points into the original text although normalisation changes lengths', () => {
    const text = 'Oﬃce 𝐁lue 咖啡 Straße';
    expect(analyzer.words(text).map((word) => text.slice(word.start, word.end))).toEqual([
      'Oﬃce',
      '𝐁lue',
      '咖啡',
      'Straße',
    ]);
    expect(surfaces(text)).toEqual(['office', 'blue', '咖啡', 'strasse']);
  });

  it('gives words in order, without overlap, within the text, with a surface that normalises to itself', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        let end = 0;
        for (const word of analyzer.words(text)) {
          expect(word.start).toBeGreaterThanOrEqual(end);
          expect(word.end).toBeGreaterThan(word.start);
          expect(word.surface).not.toBe('');
          end = word.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds a word again in the slice it points to', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        for (const word of analyzer.words(text)) {
          const again = surfaces(text.slice(word.start, word.end)).join('');
          expect(again).toBe(word.surface);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('Analyzer.indexWords', () => {
  it('adds the shorter words within a long Chinese one', () => {
    expect(analyzer.indexWords('中国科学院')).toEqual([
      '中国',
      '科学',
      '学院',
      '科学院',
      '中国科学院',
    ]);
  });

  it('adds a hyphenated word in one piece', () => {
    expect(analyzer.indexWords('Wi-Fi router')).toEqual(['wi', 'fi', 'wifi', 'router']);
    expect(analyzer.indexWords('all‑in‑one')).toEqual(['all', 'in', 'allin', 'one', 'allinone']);
  });

  it('does not join the parts of a code', () => {
    expect(analyzer.indexWords('dv7-1211ea')).toEqual(['dv7', '1211ea']);
  });

  it('does not join across a dash with blanks', () => {
    expect(analyzer.indexWords('black - white')).toEqual(['black', 'white']);
  });

  it('holds every word that a query of the same Latin text has', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(analyzer.indexWords(text)).toEqual(expect.arrayContaining(surfaces(text)));
      }),
    );
  });
});
