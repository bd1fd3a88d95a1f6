import type { RankingQuestion } from '../../search/hit-ranker.port';
import type { Sku } from '../../shared/ids';
import type { Evidence, KeywordEvidence, QueryEvidence, SemanticEvidence } from './evidence.types';
import { LexicalComparison, type LexicalEvidence } from './lexical-evidence';
import { marketOf, productEvidence } from './product-evidence';
import { queryStems, type QueryStems } from './query-stems';
import type { SearchKnowledge } from './search-knowledge';
import { cosines, likeness, toNamed, type CentreWeights } from './semantic-evidence';
import { shopperEvidence } from './shopper-profile';

/** What comes first stands for what was meant, where nothing better tells. */
const FIRST = 20;

/** Half the lead of the first place is gone after so many others, in `keyword_place` and `neighbour_place`. */
const PLACES_TO_HALF = 10;

const MOST_TIERS = 5;

/** Keeps a mean defined where all scores are 0. */
const LEAST_WEIGHT = 1e-6;

/** Works out what is known of each candidate. Null for those that are gone. */
export function evidenceOf(knowledge: SearchKnowledge): readonly (Evidence | null)[] {
  const { question, facts, profile, priors } = knowledge;
  const { at } = question;
  const stems = queryStems(question.query, priors.products);
  const comparison = new LexicalComparison(stems);
  const lexical = facts.map((one) => (one === null ? null : comparison.compare(one)));
  const keyword = keywordEvidence(question);
  const semantic = semanticEvidence(knowledge, weightsOf(question, lexical));
  const market = marketOf(facts.slice(0, FIRST), at);
  const query = queryEvidence(question, stems);
  return facts.map((one, candidate) => {
    const words = lexical[candidate];
    if (one === null || !words) return null;
    return {
      keyword: keyword(candidate),
      lexical: words,
      semantic: semantic(candidate),
      product: productEvidence(one, priors.priorsOf(one.product.sku, at), market),
      shopper: shopperEvidence(one, profile),
      query,
    };
  });
}

function keywordEvidence({ candidates }: RankingQuestion): (candidate: number) => KeywordEvidence {
  const best = bestScoreOf(candidates);
  return (candidate) => {
    const { score = 0, tier = 0 } = candidates[candidate] ?? {};
    return {
      place: nearnessOf(candidate),
      score: best > 0 ? score / best : NaN,
      tier: Math.min(tier, MOST_TIERS),
    };
  };
}

function bestScoreOf(candidates: RankingQuestion['candidates']): number {
  return candidates.reduce((best, { score }) => Math.max(best, score), 0);
}

function nearnessOf(before: number): number {
  return PLACES_TO_HALF / (PLACES_TO_HALF + before);
}

function weightsOf(
  { candidates }: RankingQuestion,
  lexical: readonly (LexicalEvidence | null)[],
): CentreWeights {
  const best = Float64Array.from(candidates, ({ score }, place) =>
    place < FIRST ? score + LEAST_WEIGHT : 0,
  );
  const named = Float64Array.from(lexical, (words) => words?.titleHoldsAll ?? 0);
  return { best, named };
}

function semanticEvidence(
  { question, catalogue, sentence, types }: SearchKnowledge,
  weights: CentreWeights,
): (candidate: number) => SemanticEvidence {
  const catalogueToQuery = cosines(catalogue.candidates, catalogue.query);
  const catalogueToNamed = toNamed(catalogue.candidates, weights);
  const sentenceToQuery = cosines(sentence.candidates, sentence.query);
  const sentenceToNamed = toNamed(sentence.candidates, weights);
  const typeToNamed = toNamed(types, weights);
  const typeToBest = likeness(types, weights.best);
  const places = neighbourPlaces(question);
  const typeToNeighbours = likeness(types, nearestOf(places));
  const own = catalogue.shopper === null ? sentence : catalogue;
  const toShopper = cosines(own.candidates, own.shopper);
  const at = (values: Float64Array, candidate: number): number => values[candidate] ?? NaN;
  return (candidate) => ({
    catalogueToQuery: at(catalogueToQuery, candidate),
    catalogueToNamed: at(catalogueToNamed, candidate),
    sentenceToQuery: at(sentenceToQuery, candidate),
    sentenceToNamed: at(sentenceToNamed, candidate),
    typeToNamed: at(typeToNamed, candidate),
    typeToBest: at(typeToBest, candidate),
    typeToNeighbours: at(typeToNeighbours, candidate),
    neighbourPlace: at(places, candidate),
    toShopper: at(toShopper, candidate),
  });
}

/** By candidate; NaN for all when there are no neighbours, because nobody looked for any. */
function neighbourPlaces({ candidates, neighbours }: RankingQuestion): Float64Array {
  if (neighbours.length === 0) return new Float64Array(candidates.length).fill(NaN);
  const places = new Map<Sku, number>(neighbours.map(({ sku }, place) => [sku, place]));
  return Float64Array.from(candidates, ({ sku }) => {
    const place = places.get(sku);
    return place === undefined ? 0 : nearnessOf(place);
  });
}

/** 1 for the first of the neighbours, 0 for all others. */
function nearestOf(places: Float64Array): Float64Array {
  const least = nearnessOf(FIRST - 1);
  return places.map((place) => (place >= least ? 1 : 0));
}

function queryEvidence({ total }: RankingQuestion, { weights }: QueryStems): QueryEvidence {
  return {
    terms: weights.length,
    commonestTerm: weights.length === 0 ? NaN : Math.min(...weights),
    matches: Math.log1p(total),
  };
}
