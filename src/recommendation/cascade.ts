import type { Sku } from '../shared/ids';
import type { StepName } from './placement.types';
import type { Strategy, StrategyShare } from './recommendation.types';
import type { Admission } from './selection/admission';
import type { Candidate, Situation, Steps } from './situation.types';

/** What a step stands for in an answer, when it proposes nothing. */
const STRATEGY_OF: Readonly<Record<StepName, Strategy>> = {
  LEARNT_NEXT: 'LEARNT',
  LEARNT_SIMILAR: 'LEARNT',
  LEARNT_TOGETHER: 'BASKETS',
  CONTENT_OF_SEEDS: 'CONTENT',
  CONTENT_OF_PROFILE: 'CONTENT',
  QUERY: 'QUERY',
  TRENDING_HERE: 'TRENDING',
  POPULAR_HERE: 'POPULAR',
  NEW_HERE: 'NEW',
  TRENDING: 'TRENDING',
  POPULAR: 'POPULAR',
  NEW: 'NEW',
  CATALOGUE: 'CATALOGUE',
  VIEWED: 'HISTORY',
  BOUGHT_BEFORE: 'HISTORY',
};

/** The candidates of one list, asked for step by step, until there are enough. */
export class Cascade {
  private readonly segments: (readonly Candidate[])[] = [];
  private readonly known = new Set<Sku>();
  private readonly proposed = new Map<Strategy, number>();
  /** What the last step proposed already. */
  private readonly browsed = new Set<Sku>();
  private asked = 0;

  constructor(
    private readonly steps: Steps,
    private readonly situation: Situation,
    private readonly admission: Admission,
  ) {}

  /** What each step proposed and may be shown, as far as is known; best first. */
  get line(): readonly (readonly Candidate[])[] {
    return this.segments;
  }

  /** Candidates there are. */
  get size(): number {
    return this.segments.reduce((sum, segment) => sum + segment.length, 0);
  }

  /** Asks the next step. @returns whether there was one. */
  async askOn(limit: number): Promise<boolean> {
    const name = this.situation.plan.steps[this.asked];
    if (name === undefined) return false;
    const known = name === 'CATALOGUE' ? new Set([...this.known, ...this.browsed]) : this.known;
    const candidates = await this.steps[name](this.situation, { limit, known });
    // The whole catalogue is gone through before a list stays short.
    if (name !== 'CATALOGUE' || candidates.length < limit) this.asked += 1;
    else for (const { sku } of candidates) this.browsed.add(sku);
    const admitted = await this.admission.admitted(candidates, this.known);
    this.count(STRATEGY_OF[name], 0);
    for (const { sku, strategy } of admitted) {
      this.known.add(sku);
      this.count(strategy, 1);
    }
    if (admitted.length > 0) this.segments.push(admitted);
    return true;
  }

  /** Takes products out that turned out not to be there, or not to be for showing. */
  drop(skus: ReadonlySet<Sku>): void {
    for (const [place, segment] of this.segments.entries())
      this.segments[place] = segment.filter(({ sku, strategy }) => {
        if (skus.has(sku)) this.count(strategy, -1);
        return !skus.has(sku);
      });
  }

  sharesOf(page: readonly Candidate[]): readonly StrategyShare[] {
    const shown = new Map<Strategy, number>();
    for (const { strategy } of page) shown.set(strategy, (shown.get(strategy) ?? 0) + 1);
    // Newcomers and pinned products come from no step of the cascade.
    const strategies = new Set([...this.proposed.keys(), ...shown.keys()]);
    return [...strategies].map((strategy) => ({
      strategy,
      proposed: Math.max(this.proposed.get(strategy) ?? 0, shown.get(strategy) ?? 0),
      shown: shown.get(strategy) ?? 0,
    }));
  }

  private count(strategy: Strategy, more: number): void {
    this.proposed.set(strategy, (this.proposed.get(strategy) ?? 0) + more);
  }
}
