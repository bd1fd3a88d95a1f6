import { estimateDifference } from '../../evaluation/bootstrap';
import { meanOf } from '../../evaluation/statistics';
import type { GuardrailResult } from '../../models/model.types';
import type { SeededRandom } from '../../shared/seeded-random';
import type { GateQuestion, GateSettings, HeldOutList } from './held-out.types';
import { overconfidence } from './overconfidence';
import { populationStability } from './population-stability';
import { isFinitely, placesByScore } from './score-shares';

/** First places that are looked at for variety. */
const FIRST_PLACES = 3;

/** Everything that must not get worse, judged; what nobody measured is left out. */
export function guardrails(
  question: GateQuestion,
  settings: GateSettings,
  random: SeededRandom,
): readonly GuardrailResult[] {
  const { lists } = question;
  return [
    finiteScores(lists),
    zeroResult(lists),
    coverage(lists, settings),
    calibration(lists, settings),
    ...scoreDrift(question, settings),
    ...latency(question, settings),
    ...judgments(question, settings, random),
  ];
}

function finiteScores(lists: readonly HeldOutList[]): GuardrailResult {
  const bad = lists.filter(({ challenger }) => !isFinitely(challenger.scores)).length;
  return atMost('FINITE_SCORES', bad, 0, `${bad} of ${lists.length} lists got scores that are no numbers; none may`); // prettier-ignore
}

/** A ranker neither adds nor removes a product; one that does has been broken. */
function zeroResult(lists: readonly HeldOutList[]): GuardrailResult {
  const broken = lists.filter(({ skus, challenger }) => challenger.scores.length !== skus.length);
  const words = `${broken.length} of ${lists.length} lists lost or gained products; none may`;
  return atMost('ZERO_RESULT', broken.length, 0, words);
}

function coverage(lists: readonly HeldOutList[], { leastCoverage }: GateSettings): GuardrailResult {
  const shown = distinctAtTop(lists, 'challenger');
  const before = distinctAtTop(lists, 'champion');
  const value = before === 0 ? 1 : shown / before;
  const words =
    `In the first ${FIRST_PLACES} places stand ${shown} different products, and ${before} by what serves: ` +
    `${percent(value)}, at least ${percent(leastCoverage)} are needed`;
  return result('COVERAGE', value >= leastCoverage, [value, leastCoverage], words);
}

function distinctAtTop(lists: readonly HeldOutList[], of: 'challenger' | 'champion'): number {
  const seen = new Set<string>();
  for (const list of lists)
    for (const place of placesByScore(list[of].scores).slice(0, FIRST_PLACES)) {
      const sku = list.skus[place];
      if (sku !== undefined) seen.add(sku);
    }
  return seen.size;
}

function calibration(
  lists: readonly HeldOutList[],
  { calibrationSlack }: GateSettings,
): GuardrailResult {
  const of = (who: 'challenger' | 'champion') =>
    overconfidence(
      lists.map(({ gains, weight, [who]: { scores } }) => ({ gains, weight, scores })),
    );
  const { excess, deviation } = of('challenger');
  const limit = Math.max(0, of('champion').excess) + calibrationSlack + 2 * deviation;
  const words = `It gives what is found a share that is ${points(excess)} too large on average; at most ${points(limit)} may be`;
  return atMost('CALIBRATION', excess, limit, words);
}

function scoreDrift(
  { trainingScores, lists }: GateQuestion,
  { mostDrift }: GateSettings,
): readonly GuardrailResult[] {
  if (trainingScores === null) return [];
  const heldOut = lists.map(({ challenger }) => challenger.scores);
  const value = populationStability(centred(trainingScores), centred(heldOut));
  const words = `Scores moved by ${number(value)} (population stability index) between the lists learnt from and later ones; at most ${number(mostDrift)} may be`;
  return [atMost('SCORE_DRIFT', value, mostDrift, words)];
}

/** Scores mean something within their list only: what is common to it is taken out. */
function centred(lists: readonly ArrayLike<number>[]): readonly number[] {
  return lists.filter(isFinitely).flatMap((list) => {
    const scores = Array.from(list);
    const mean = meanOf(scores);
    return scores.map((score) => score - mean);
  });
}

function latency(
  { passMs }: GateQuestion,
  { longestPassMs }: GateSettings,
): readonly GuardrailResult[] {
  if (passMs === null) return [];
  const words = `A list takes ${number(passMs)} ms; at most ${number(longestPassMs)} ms may be`;
  return [atMost('LATENCY', passMs, longestPassMs, words)];
}

function judgments(
  { judgments: judged }: GateQuestion,
  { resamples, judgmentsSlack }: GateSettings,
  random: SeededRandom,
): readonly GuardrailResult[] {
  if (judged === null || judged.champion.length === 0) return [];
  const { challenger, champion } = judged;
  const { mean, low, high } = estimateDifference(challenger, champion, resamples, random);
  const passed = mean >= -judgmentsSlack && high >= 0;
  const words =
    `On ${champion.length} judged queries nDCG@10 is ${number(meanOf(challenger))}, and ${number(meanOf(champion))} of what serves ` +
    `(95 % interval of the difference ${number(low)} to ${number(high)}); it may fall by ${number(judgmentsSlack)}, and not for certain`;
  return [result('JUDGMENTS', passed, [mean, -judgmentsSlack], words)];
}

function atMost(name: string, value: number, limit: number, words: string): GuardrailResult {
  return result(name, value <= limit, [value, limit], words);
}

/** What is no number passes nowhere, and is kept as 0. */
function result(
  name: string,
  passed: boolean,
  [value, limit]: readonly [number, number],
  words: string,
): GuardrailResult {
  const isKnown = Number.isFinite(value);
  return { name, passed: passed && isKnown, value: isKnown ? value : 0, limit, words: `${words}.` };
}

const number = (value: number): string => value.toFixed(3);

const points = (share: number): string => `${(100 * share).toFixed(1)} points`;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
