import fc from 'fast-check';
import { FieldMatch } from '../../../../src/ranking/features/field-match';
import { queryStems } from '../../../../src/ranking/features/query-stems';
import { stemIds } from '../../../../src/ranking/features/stem-id';
import { aQuery } from '../../../support/a-ranking-question';

/** Few words, so that they meet; none of them has another stem. */
const word = fc.constantFrom('a1', 'b2', 'c3', 'd4');
const phrase = fc.array(word, { minLength: 1, maxLength: 3 });
const alternatives = fc.array(phrase, { minLength: 1, maxLength: 3 });

/** Where the phrase begins in the text. */
function standsAt(phrase: readonly string[], text: readonly string[]): number[] {
  return [...text.keys()].filter((at) => phrase.every((one, ahead) => text[at + ahead] === one));
}

describe('FieldMatch', () => {
  it('finds terms as somebody does who looks at every place', () => {
    fc.assert(
      fc.property(
        fc.array(alternatives, { minLength: 1, maxLength: 3 }),
        fc.array(word, { maxLength: 20 }),
        (ideas, text) => {
          const terms = ideas.map((ways) => ({ word: 'any', alternatives: ways }));
          const query = queryStems(aQuery('any', { terms }), 100);
          const match = new FieldMatch(query);

          const found = match.look(stemIds(text.join(' ')));

          const places = ideas.map((ways) => ways.map((way) => standsAt(way, text)));
          const most = places.map((ways) => Math.max(...ways.map((at) => at.length)));
          const first = places.map((ways) => Math.min(...ways.flat()));
          expect(found).toBe(most.some((times) => times > 0));
          if (!found) return;
          expect([...match.frequencies]).toEqual(most);
          expect([...match.places]).toEqual(first.map((at) => (at === Infinity ? -1 : at)));
        },
      ),
    );
  });
});
