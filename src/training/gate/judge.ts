import {
  countGroups,
  estimateWeightedDifference,
  type PairedOutcome,
} from '../../evaluation/estimate-weighted-difference';
import type { Verdict } from '../../models/model.types';
import { quoted } from '../../shared/errors';
import type { SeededRandom } from '../../shared/seeded-random';
import { guardrails } from './guardrails';
import type { GateQuestion, GateSettings, HeldOutList } from './held-out.types';

/**
 * Whether a challenger may serve in place of the champion: only when it is better beyond chance, on enough lists of enough visitors, and
 * nothing that is watched got worse. Everything that speaks against it is told in words.
 */
export function judge(
  question: GateQuestion,
  settings: GateSettings,
  random: SeededRandom,
): Verdict {
  const outcomes = question.lists.map(outcomeOf);
  const difference = estimateWeightedDifference(outcomes, settings.resamples, random);
  const rails = guardrails(question, settings, random);
  const evidence: Evidence = {
    champion: question.champion,
    lists: outcomes.length,
    visitors: countGroups(outcomes),
    challengerNdcg: weightedMean(outcomes, 'candidate'),
    championNdcg: weightedMean(outcomes, 'baseline'),
    difference,
  };
  const objections = [
    ...tooLittle(evidence, settings),
    ...notBetter(evidence, settings),
    ...rails.filter(({ passed }) => !passed).map(({ words }) => words),
  ];
  const { visitors: _visitors, ...facts } = evidence;
  const promote = objections.length === 0;
  return {
    promote,
    reasons: promote ? [better(evidence)] : objections,
    ...facts,
    guardrails: rails,
  };
}

type Evidence = Omit<Verdict, 'promote' | 'reasons' | 'guardrails'> & { readonly visitors: number };

/** What is no number is no quality. */
function outcomeOf({ challenger, champion, weight, visitor }: HeldOutList): PairedOutcome {
  const quality = (value: number): number => (Number.isFinite(value) ? value : 0);
  return {
    candidate: quality(challenger.quality),
    baseline: quality(champion.quality),
    weight,
    group: visitor,
  };
}

function weightedMean(outcomes: readonly PairedOutcome[], of: 'candidate' | 'baseline'): number {
  const weight = outcomes.reduce((sum, outcome) => sum + outcome.weight, 0);
  const sum = outcomes.reduce((total, outcome) => total + outcome.weight * outcome[of], 0);
  return weight === 0 ? 0 : sum / weight;
}

function tooLittle(
  { lists, visitors }: Evidence,
  { fewestLists, fewestVisitors }: GateSettings,
): readonly string[] {
  if (lists >= fewestLists && visitors >= fewestVisitors) return [];
  return [
    `${lists} held-out lists of ${visitors} visitors are too few to tell: at least ${fewestLists} of ${fewestVisitors} are needed.`,
  ];
}

function notBetter(evidence: Evidence, { margin }: GateSettings): readonly string[] {
  const { low, high } = evidence.difference;
  if (low > margin) return [];
  const verdict = high < 0 ? 'It is worse' : 'It is not better beyond chance';
  return [`${verdict}: ${comparison(evidence)}; the interval must begin above ${number(margin)}.`];
}

const better = (evidence: Evidence): string => `It is better: ${comparison(evidence)}.`;

function comparison(evidence: Evidence): string {
  const { lists, visitors, challengerNdcg, championNdcg, difference, champion } = evidence;
  const other = champion === null ? 'keyword order' : `model ${quoted(champion)}`;
  return (
    `nDCG@10 ${number(challengerNdcg)} against ${number(championNdcg)} of ${other} on ${lists} held-out lists of ${visitors} visitors, ` +
    `${signed(difference.mean)} (95 % interval ${signed(difference.low)} to ${signed(difference.high)})`
  );
}

const number = (value: number): string => value.toFixed(3);

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${number(Math.abs(value))}`;
