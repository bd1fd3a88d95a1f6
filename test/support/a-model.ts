import type { NewModel } from '../../src/models/model-registry.port';
import type { ShadowReport, Verdict } from '../../src/models/model.types';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId } from '../../src/shared/ids';

/** Any model that was trained, with what a test says about it. */
export function aModel(facts: Partial<NewModel> = {}): NewModel {
  return {
    id: asModelId('reranker-a'),
    kind: 'RERANKER',
    features: ['bm25', 'popularity'],
    featureSet: 'features-1',
    data: { source: 'FEEDBACK', lists: 240, from: asEpochMs(1000), to: asEpochMs(9000) },
    parent: null,
    engine: 'wasm',
    seed: 7,
    metrics: { validationNdcg: 0.61, epochs: 12 },
    run: null,
    createdAt: asEpochMs(10_000),
    ...facts,
  };
}

/** Any judgement, in favour unless a test says otherwise. */
export function aVerdict(facts: Partial<Verdict> = {}): Verdict {
  return {
    promote: true,
    reasons: ['It is better by 0.030 (0.010 to 0.050).'],
    champion: null,
    lists: 200,
    challengerNdcg: 0.63,
    championNdcg: 0.6,
    difference: { mean: 0.03, low: 0.01, high: 0.05 },
    guardrails: [
      { name: 'FINITE_SCORES', passed: true, value: 0, limit: 0, words: 'All scores are numbers.' },
    ],
    ...facts,
  };
}

/** What a shadow saw that behaved. */
export function aShadowReport(facts: Partial<ShadowReport> = {}): ShadowReport {
  return {
    searches: 100,
    overlapAtTen: 0.8,
    passMs: 4,
    failures: 0,
    since: asEpochMs(20_000),
    ...facts,
  };
}
