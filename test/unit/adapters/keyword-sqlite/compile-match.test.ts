import fc from 'fast-check';
import { compileMatch } from '../../../../src/adapters/keyword-sqlite/compile-match';
import { tokensOf } from '../../../../src/search/matching/tokens-of';
import { aQuery } from '../../../support/keyword-requests';

describe('compileMatch', () => {
  it('requires all terms of a tier, each by any of its phrases, stemmed', () => {
    const terms = [
      { word: 'laptops', alternatives: [['laptops'], ['portable', 'computers']] },
      { word: 'bag', alternatives: [['bag']] },
    ];
    const compiled = compileMatch({ terms, tiers: [[0, 1], [1]], codes: [] });
    expect(compiled).toEqual({
      tiers: [
        { tier: 0, match: '("laptop" OR "portabl comput") AND ("bag")', complete: true },
        { tier: 1, match: '("bag")', complete: false },
      ],
      anyTerm: '("laptop" OR "portabl comput") OR ("bag")',
      terms: 2,
    });
  });

  it('leaves out tiers that nothing can satisfy, and keeps the numbers of the others', () => {
    const { tiers } = compileMatch(aQuery('lamp *', { tiers: [[0, 1], [], [7], [0]] }));
    expect(tiers).toEqual([{ tier: 3, match: '("lamp")', complete: true }]);
  });

  it('writes quotes around every token and lets no other syntax through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (word) => {
        const { anyTerm } = compileMatch(
          aQuery('x', { terms: [{ word, alternatives: [[word]] }] }),
        );
        expect(anyTerm).toMatch(/^(\("[\p{L}\p{N}\p{M}. ]+"\))?$/u);
      }),
    );
  });
});

describe('tokensOf', () => {
  it('is the word itself for what the analyzer makes', () => {
    for (const word of ['43.2', 'dv7', '笔记本', 'ünï', 'が'])
      expect(tokensOf(word)).toEqual([word]);
  });

  it('is nothing for what holds no letter or digit', () => {
    for (const word of ['', '.', '"', '\u0000', '\ud800', '—']) expect(tokensOf(word)).toEqual([]);
  });
});
