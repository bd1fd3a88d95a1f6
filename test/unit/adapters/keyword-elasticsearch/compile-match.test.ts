import {
  compileMatch,
  readScore,
} from '../../../../src/adapters/keyword-elasticsearch/compile-match';
import { EQUAL_WEIGHTS } from '../../../contracts/keyword-world.types';
import { aQuery } from '../../../support/keyword-requests';

const NOTHING_BUT_TITLE = { ...EQUAL_WEIGHTS, identifiers: 0, brand: 0, categories: 0, tags: 0, description: 0, attributes: 0 }; // prettier-ignore

describe('compileMatch', () => {
  it('wants every term of a tier, each by any of its phrases, stemmed', () => {
    const terms = [
      { word: 'laptops', alternatives: [['laptops'], ['portable', 'computers']] },
      { word: 'bag', alternatives: [['bag']] },
    ];
    const { matches } = compileMatch({ terms, tiers: [[0, 1]], codes: [] }, EQUAL_WEIGHTS);
    const laptop = {
      bool: {
        should: [{ term: { all: 'laptop' } }, { match_phrase: { all: 'portabl comput' } }],
        minimum_should_match: 1,
      },
    };
    expect(matches).toEqual({ bool: { filter: [laptop, { term: { all: 'bag' } }] } });
  });

  it('scores every term over the fields that weigh something', () => {
    const weights = { ...NOTHING_BUT_TITLE, title: 4, description: 2 };
    const { scores } = compileMatch(aQuery('lamp'), weights);
    const fields = ['title_words^4', 'description_words^2'];
    expect(scores).toEqual([{ combined_fields: { query: 'lamp', fields } }]);
  });

  it('raises weights so that none is below 1, which Elasticsearch would refuse', () => {
    const weights = { ...NOTHING_BUT_TITLE, title: 2, description: 0.5 };
    const { scores } = compileMatch(aQuery('lamp'), weights);
    const fields = ['title_words^4', 'description_words^1'];
    expect(scores).toEqual([{ combined_fields: { query: 'lamp', fields } }]);
  });

  it('matches nothing by a word without letters, and leaves out a tier that needs it', () => {
    const query = aQuery('lamp ***', { tiers: [[0, 1], [0]] });
    expect(compileMatch(query, EQUAL_WEIGHTS).matches).toEqual({ term: { all: 'lamp' } });
    expect(compileMatch(aQuery('***'), EQUAL_WEIGHTS).matches).toEqual({ match_none: {} });
  });

  it('adds no rank when there is one tier and no code', () => {
    expect(compileMatch(aQuery('lamp'), EQUAL_WEIGHTS).ranks.step).toBeNull();
  });

  it('ranks codes before the first tier, and each tier before the next, by more than words can score', () => {
    const query = aQuery('brass lamp', { tiers: [[0, 1], [1]], codes: ['ab12'] });
    const { ranks, scores } = compileMatch(query, EQUAL_WEIGHTS);
    const step = ranks.step ?? 0;
    expect(step).toBeGreaterThan(2 * 22);
    expect(scores.at(-1)).toMatchObject({
      dis_max: {
        queries: [2, 1, 3].map((rank) => ({ constant_score: { boost: rank * step } })),
      },
    });
    expect(readScore(3 * step + 5, ranks)).toEqual({ tier: 0, score: 5, by: 'CODE' });
    expect(readScore(2 * step + 5, ranks)).toEqual({ tier: 0, score: 5, by: 'WORDS' });
    expect(readScore(step, ranks)).toEqual({ tier: 1, score: 0, by: 'WORDS' });
  });
});
