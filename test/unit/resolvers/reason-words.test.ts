import { reasonWords, type ReasonFacts } from '../../../resolvers/output/reason-words';
import { RecommendationReasonKindEnum } from '../../../schema/recommendation/recommendation-reason-kind.enum';

const facts = (given: Partial<ReasonFacts> & Pick<ReasonFacts, 'kind'>): ReasonFacts => ({
  title: null,
  department: null,
  brand: null,
  at: null,
  text: null,
  ...given,
});

describe('the words of a reason', () => {
  it.each([
    [facts({ kind: 'BECAUSE_YOU_VIEWED', title: 'Lamp' }), 'Because you looked at “Lamp”.'],
    [facts({ kind: 'BOUGHT_WITH' }), 'Often bought together with another product.'],
    [
      facts({ kind: 'YOU_BOUGHT', at: new Date('2026-03-02T23:59:00Z') }),
      'You bought it on 2 March 2026.',
    ],
    [facts({ kind: 'POPULAR_IN', department: 'Audio' }), 'Popular in Audio.'],
    [facts({ kind: 'NEW_IN' }), 'New in this shop.'],
    [facts({ kind: 'LIKE_YOUR_TASTE' }), 'Like what you look at.'],
    [
      facts({ kind: 'LIKE_YOUR_TASTE', brand: 'Acme', department: 'Tools' }),
      'Like what you look at by Acme in Tools.',
    ],
    [facts({ kind: 'FITS_QUERY', text: 'red shoes' }), 'Fits “red shoes”.'],
  ])('%j', (given, words) => {
    expect(reasonWords(given)).toBe(words);
  });

  it('are a sentence for every kind', () => {
    for (const kind of Object.values(RecommendationReasonKindEnum))
      expect(reasonWords(facts({ kind }))).toMatch(/^[A-Z].*[a-z”]\.$/);
  });
});
