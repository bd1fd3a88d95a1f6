import { estimateDifference, type MeanEstimate } from '../../evaluation/bootstrap';
import { meanOf } from '../../evaluation/statistics';
import type { Verdict } from '../../models/model.types';
import { quoted } from '../../shared/errors';
import type { ModelId } from '../../shared/ids';
import type { SeededRandom } from '../../shared/seeded-random';
import type { ContestResult } from './next-item-contest';
import {
  RECOMMENDER_BOUNDS,
  recommenderGuardrails,
  type RecommenderBounds,
} from './recommender-guardrails';

export interface RecommenderGateQuestion {
  /** What it is compared with; null for what most have touched. */
  readonly champion: ModelId | null;
  readonly challengerResult: ContestResult;
  readonly championResult: ContestResult;
}

export interface RecommenderGateSettings extends RecommenderBounds {
  /** Each case is another shopper. */
  readonly fewestCases: number;
  readonly resamples: number;
  /** By how much of the champion's NDCG@10 the mean may fall, 0 to 1: what is newer knows what is new. */
  readonly mostFall: number;
}

export const RECOMMENDER_GATE: RecommenderGateSettings = {
  ...RECOMMENDER_BOUNDS,
  fewestCases: 50,
  resamples: 2000,
  mostFall: 0.05,
};

/**
 * Whether new recommenders may serve. The first must be better than what most have touched, beyond chance. Later ones replace ones that know less: they must not be
 * worse beyond chance, nor by more than a little on average.
 */
export function judgeRecommender(
  { champion, challengerResult, championResult }: RecommenderGateQuestion,
  settings: RecommenderGateSettings,
  random: SeededRandom,
): Verdict {
  const { resamples, fewestCases } = settings;
  const [ours, theirs] = [challengerResult.qualities, championResult.qualities];
  const difference = estimateDifference(ours, theirs, resamples, random);
  const rails = recommenderGuardrails(challengerResult, championResult, settings);
  const evidence: Evidence = {
    champion,
    lists: ours.length,
    challengerNdcg: meanOf(ours),
    championNdcg: meanOf(theirs),
    difference: { mean: difference.mean, low: difference.low, high: difference.high },
  };
  const objections = [
    ...(ours.length < fewestCases
      ? [`${ours.length} shoppers whose next item was held out are too few to tell: at least ${fewestCases} are needed.`] // prettier-ignore
      : []),
    ...objectionToQuality(evidence, settings),
    ...rails.filter(({ passed }) => !passed).map(({ words }) => words),
  ];
  const promote = objections.length === 0;
  const verb = champion === null ? 'It is better' : 'It is no worse, and knows what is newer';
  const reasons = promote ? [`${verb}: ${comparison(evidence)}.`] : objections;
  return { promote, reasons, ...evidence, guardrails: rails };
}

type Evidence = Omit<Verdict, 'promote' | 'reasons' | 'guardrails'>;

function objectionToQuality(
  evidence: Evidence,
  { mostFall }: RecommenderGateSettings,
): readonly string[] {
  const { champion, championNdcg, difference } = evidence;
  if (champion === null)
    return difference.low > 0
      ? []
      : [`It is not better beyond chance: ${comparison(evidence)}; the interval must begin above 0.`]; // prettier-ignore
  if (difference.high < 0) return [`It is worse: ${comparison(evidence)}.`];
  const most = mostFall * championNdcg;
  if (difference.mean >= -most) return [];
  return [
    `It may be worse: ${comparison(evidence)}; the mean may fall by ${number(most)} at most.`,
  ];
}

function comparison({
  champion,
  lists,
  challengerNdcg,
  championNdcg,
  difference,
}: Evidence): string {
  const other = champion === null ? 'what most have touched' : `model ${quoted(champion)}`;
  return `NDCG@10 ${number(challengerNdcg)} against ${number(championNdcg)} of ${other} on the next items of ${lists} shoppers, ${spread(difference)}`;
}

const number = (value: number): string => value.toFixed(4);

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;

const spread = ({ mean, low, high }: MeanEstimate): string =>
  `${signed(mean)} (95 % interval ${signed(low)} to ${signed(high)})`;
