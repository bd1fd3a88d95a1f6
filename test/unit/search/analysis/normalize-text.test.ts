import fc from 'fast-check';
import { normalizeText } from '../../../../src/search/analysis/normalize-text';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('normalizeText', () => {
  it.each([
    ['lower-cases', 'HP Pavilion', 'hp pavilion'],
    ['takes diacritics off Latin letters', 'Crème Brûlée', 'creme brulee'],
    ['takes diacritics off Greek letters', 'Ένας άλλος ΛΌΓΟΣ', 'ενασ αλλοσ λογοσ'],
    ['takes diacritics off Cyrillic letters', 'Ёлка', 'елка'],
    [
      'spells letters with a stroke or a ligature plainly',
      'Straße Æsop Łódź øre',
      'strasse aesop lodz ore',
    ],
    ['folds full-width letters and digits', 'ＤＶ７－１２１１', 'dv7-1211'],
    ['folds ligatures and superscripts', 'oﬃce m²', 'office m2'],
    ['leaves Chinese alone', '华为手机', '华为手机'],
    ['keeps the voiced marks of Japanese apart', 'ガ か ぱ', 'ガ か ぱ'],
    ['makes one blank of blanks and control characters', ' a\u0000b\t\n c\u2003d ', 'a b c d'],
    ['drops half a surrogate pair', 'a\ud83db \udc00c', 'a b c'],
    ['keeps a whole surrogate pair', 'a😀', 'a😀'],
    ['drops soft hyphens and zero-width characters', 'head\u00adset\u200b', 'headset'],
    ['does not read a trade mark sign as letters', 'Intel® Core™2', 'intel® core 2'],
    ['lower-cases the dotted capital I', 'İstanbul', 'istanbul'],
  ])('%s', (_fact, text, normalized) => {
    expect(normalizeText(text)).toBe(normalized);
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalizeText(text);
        expect(normalizeText(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  it('always gives well-formed text', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
        expect(normalizeText(String.fromCharCode(...units)).isWellFormed()).toBe(true);
      }),
    );
  });
});
