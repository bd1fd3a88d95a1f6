import type { EpochMs } from '../shared/clock';
import type { Deadline } from '../shared/deadline';
import type { ModelId, Sku } from '../shared/ids';
import type { PlacementPlan, StepName } from './placement.types';
import type {
  Reason,
  RecommendationPart,
  RecommendationRequest,
  Strategy,
} from './recommendation.types';
import type { ServingRecommender } from './serving-recommender.port';
import type { Visitor } from './visitor/visitor.types';

/** A product that a strategy proposes, and why. */
export interface Candidate {
  readonly sku: Sku;
  /** Higher is better; comparable among what one step proposed. Finite. */
  readonly score: number;
  readonly strategy: Strategy;
  readonly reason: Reason;
}

/** What became known while a list was made, for the answer. */
export interface Findings {
  readonly missing: Set<RecommendationPart>;
  /** The version that had its say. */
  model: ModelId | null;
}

/** All that is known of one list before its products are looked for. */
export interface Situation {
  readonly request: RecommendationRequest;
  readonly plan: PlacementPlan;
  readonly visitor: Visitor;
  /** What the list is about. */
  readonly seeds: readonly Sku[];
  /** The version that serves; null while none does. */
  readonly recommender: ServingRecommender | null;
  /** Never shown. */
  readonly never: ReadonlySet<Sku>;
  /** Not shown unless there is nothing else. */
  readonly rather: ReadonlySet<Sku>;
  /** Root departments that the visit is about, most first; worked out when somebody asks. */
  readonly departments: () => readonly string[];
  /** Products of one department on a page at most. */
  readonly cap: number | null;
  /** λ of MMR: 0 is fit alone. */
  readonly diversity: number;
  /** What the visitor looks for, in words. */
  readonly query: string | null;
  readonly now: EpochMs;
  /** Parts that are not done by then are left out. */
  readonly deadline: Deadline;
  readonly findings: Findings;
}

/** What is wanted of a step. */
export interface Wanted {
  /** As many as can be of use; more are not looked at. */
  readonly limit: number;
  /** What earlier steps proposed. */
  readonly known: ReadonlySet<Sku>;
}

/** Proposes products, best first. May propose what must not be shown: that is looked after elsewhere. */
export type Step = (situation: Situation, wanted: Wanted) => Promise<readonly Candidate[]>;

export type Steps = Readonly<Record<StepName, Step>>;

/** Whether a step need not propose it. */
export function isLeftOut({ never, rather }: Situation, sku: Sku): boolean {
  return never.has(sku) || rather.has(sku);
}
