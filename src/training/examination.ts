import { USUAL_ETA } from './attention-decline';

/** How likely a shopper is to look at a place of a page, relative to the first. */
export interface Examination {
  /** By place from 0; the first is 1, none is larger than the one before. The last stands for all beyond it. */
  readonly chances: readonly number[];
  /** `LOG` when the log could tell, `FALLBACK` when a general rule had to do. */
  readonly source: 'LOG' | 'FALLBACK';
  /** Reactions that told something: to products that the same query has shown at several places. */
  readonly evidence: number;
}

/** How often one product was shown, and answered, at each place for one query. */
export type PlacesOfPair = ReadonlyMap<
  number,
  { readonly shown: number; readonly answered: number }
>;

/** Places told apart; pages are rarely longer. */
export const MOST_PLACES = 50;

/** Fewer reactions than this cannot tell: the estimate would be noise. */
const LEAST_EVIDENCE = 200;

/** With how many showings per place the general rule takes part in the estimate, so that places with little evidence follow it. */
const PRIOR_SHOWINGS = 20;

const MOST_ROUNDS = 500;
const CONVERGED = 1e-6;

/** The general rule: the chance at place k, from 1, is 1 / k^η. */
export function fallbackExamination(eta: number = USUAL_ETA): Examination {
  const chances = Array.from({ length: MOST_PLACES }, (_, place) => (place + 1) ** -eta);
  return { chances, source: 'FALLBACK', evidence: 0 };
}

/** Everything is looked at: what to assume when position bias is to be left as it is. */
export function everythingExamined(): Examination {
  return { chances: [1], source: 'FALLBACK', evidence: 0 };
}

export function chanceAt({ chances }: Examination, place: number): number {
  return chances[Math.min(place, chances.length - 1)] ?? 1;
}

/**
 * Estimates from the log how likely each place is looked at; where the log cannot tell, by the general rule with this η.
 *
 * The position-based model says that a product is answered when it is looked at, which depends on its place alone (θ), and attracts, which
 * depends on query and product alone (γ): P = θ_k γ_qd. So whatever the same query has shown at several places tells their ratio, whatever
 * attracts how much. The two are estimated in turn until nothing moves: γ_p = C_p / Σ_k n_pk θ_k, θ_k = C_k / Σ_p n_pk γ_p. That is the
 * maximum of the Poisson likelihood with an effect of its own for each pair; as these drop out of it, pairs that were seen only a few
 * times do not distort it, and it is right for any distribution with this mean.
 *
 * @see Craswell, Zoeter, Taylor, Ramsey 2008, "An Experimental Comparison of Click Position-Bias Models", for the model.
 * @see Agarwal, Zaitsev, Wang, Li, Najork, Joachims 2019, "Estimating Position Bias without Intrusive Interventions", for its identification.
 * @see Hausman, Hall, Griliches 1984, "Econometric Models for Count Data", and Wooldridge 1999, "Distribution-free estimation of some
 * nonlinear panel data models", for the estimator.
 */
export function estimateExamination(
  pairs: Iterable<PlacesOfPair>,
  eta: number = USUAL_ETA,
): Examination {
  const telling = [...pairs].filter(isTelling).map(asObservation);
  const evidence = telling.reduce((sum, { answered }) => sum + answered, 0);
  const fallback = fallbackExamination(eta);
  if (evidence < LEAST_EVIDENCE) return { ...fallback, evidence };
  const rule = fallback.chances;
  const answeredAt = totalsAt(telling).map((sum, place) => sum + PRIOR_SHOWINGS * at(rule, place));
  let chances = rule;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const next = nextChances(chances, telling, { answeredAt, rule });
    const moved = Math.max(...next.map((chance, place) => Math.abs(chance - at(chances, place))));
    chances = next;
    if (moved < CONVERGED) break;
  }
  return { chances: neverRising(chances, answeredAt), source: 'LOG', evidence };
}

interface Observation {
  readonly answered: number;
  readonly places: readonly {
    readonly place: number;
    readonly shown: number;
    readonly answered: number;
  }[];
}

function isTelling(pair: PlacesOfPair): boolean {
  return pair.size > 1 && [...pair.values()].some(({ answered }) => answered > 0);
}

function asObservation(pair: PlacesOfPair): Observation {
  const places = [...pair].map(([place, counts]) => ({ place, ...counts }));
  return { answered: places.reduce((sum, { answered }) => sum + answered, 0), places };
}

function totalsAt(observations: readonly Observation[]): readonly number[] {
  const totals = new Array<number>(MOST_PLACES).fill(0);
  for (const { places } of observations)
    for (const { place, answered } of places) totals[place] = at(totals, place) + answered;
  return totals;
}

/** One turn of both estimates. The general rule takes part as one more pair, shown at every place and answered as the rule says. */
function nextChances(
  chances: readonly number[],
  observations: readonly Observation[],
  prior: { readonly answeredAt: readonly number[]; readonly rule: readonly number[] },
): readonly number[] {
  const ruleAttracts = sumOf(prior.rule) / sumOf(chances);
  const expected = chances.map(() => PRIOR_SHOWINGS * ruleAttracts);
  for (const { answered, places } of observations) {
    const looks = places.reduce((sum, { place, shown }) => sum + shown * at(chances, place), 0);
    const attracts = answered / looks;
    for (const { place, shown } of places) expected[place] = at(expected, place) + shown * attracts;
  }
  const next = expected.map((shown, place) => at(prior.answeredAt, place) / shown);
  return next.map((chance) => chance / at(next, 0));
}

/**
 * The nearest sequence that never rises, weighted by evidence: neighbours in the wrong order share their mean.
 *
 * @see Barlow, Bartholomew, Bremner, Brunk 1972, "Statistical Inference under Order Restrictions" (pool adjacent violators).
 */
function neverRising(values: readonly number[], weights: readonly number[]): readonly number[] {
  const blocks: { sum: number; weight: number; length: number }[] = [];
  values.forEach((value, place) => {
    let block = { sum: value * at(weights, place), weight: at(weights, place), length: 1 };
    for (let last = blocks.at(-1); last && isBelow(last, block); last = blocks.at(-1)) {
      blocks.pop();
      block = {
        sum: last.sum + block.sum,
        weight: last.weight + block.weight,
        length: last.length + block.length,
      };
    }
    blocks.push(block);
  });
  const level = blocks.flatMap(({ sum, weight, length }) =>
    new Array<number>(length).fill(sum / weight),
  );
  return level.map((chance) => chance / at(level, 0));
}

type Block = { readonly sum: number; readonly weight: number };

function isBelow(left: Block, right: Block): boolean {
  return left.sum * right.weight < right.sum * left.weight;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function at(values: readonly number[], place: number): number {
  return values[place] ?? 0;
}
