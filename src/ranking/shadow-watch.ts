import type { ShadowReport } from '../models/model.types';
import type { Clock, EpochMs } from '../shared/clock';
import type { ModelId } from '../shared/ids';
import type { After } from '../shared/timer';
import type { FeatureMatrix } from './feature-matrix';
import type { ScorerActivity } from './list-scorer.port';
import { overlapAtTop, rowsByScore } from './row-order';
import type { ServingModel } from './serving-model';

/** The answer goes out first. */
const LATER_MS = 5;

/** Lists that wait for one challenger; what comes beyond is not scored: shoppers come first. */
const MOST_WAITING = 8;

const TOP = 10;

/** After so many searches of one challenger somebody is told: who decides about it should not wait for the next look. */
const MANY = 50;

export interface ShadowWatchOptions {
  readonly after: After;
  readonly clock: Clock;
  /** There is something to report. */
  readonly onMany: () => void;
}

/** A list as it was ranked for a shopper. */
export interface RankedList {
  readonly matrix: FeatureMatrix;
  /** Its rows, best first. */
  readonly order: readonly number[];
}

/** What one challenger did since the last report. */
interface Tally {
  readonly since: EpochMs;
  readonly before: ScorerActivity;
  searches: number;
  overlaps: number;
  failures: number;
}

/** Lets challengers score what shoppers were shown, unseen, and keeps count of how they would have ranked it. */
export class ShadowWatch {
  dropped = 0;
  private readonly tallies = new Map<ModelId, Tally>();
  private readonly waiting = new Map<ModelId, number>();

  constructor(private readonly options: ShadowWatchOptions) {}

  watch(list: RankedList, challengers: readonly ServingModel[]): void {
    if (list.order.length === 0) return;
    for (const challenger of challengers) this.scoreLater(list, challenger);
  }

  /** What the challenger did since the last report; null when that is nothing. */
  takeReport(challenger: ServingModel): ShadowReport | null {
    const tally = this.tallies.get(challenger.model);
    if (!tally) return null;
    this.tallies.delete(challenger.model);
    const { activity } = challenger.report();
    const passes = activity.forwardPasses - tally.before.forwardPasses;
    const { searches, overlaps, failures, since } = tally;
    return {
      searches,
      overlapAtTen: searches === 0 ? 0 : overlaps / searches,
      passMs: passes === 0 ? 0 : (activity.passMs - tally.before.passMs) / passes,
      failures,
      since,
    };
  }

  private scoreLater(list: RankedList, challenger: ServingModel): void {
    const { model } = challenger;
    const waiting = this.waiting.get(model) ?? 0;
    if (waiting >= MOST_WAITING) {
      this.dropped += 1;
      return;
    }
    this.waiting.set(model, waiting + 1);
    // Borrowed now: whoever retires the challenger waits until it has answered.
    void challenger.use(async (scorer) => {
      await new Promise<void>((resolve) => this.options.after(LATER_MS, resolve));
      await this.score(list, challenger, () => scorer.score(list.matrix));
      this.waiting.set(model, (this.waiting.get(model) ?? 1) - 1);
    });
  }

  private async score(
    { order }: RankedList,
    challenger: ServingModel,
    scoresOf: () => Promise<Float32Array>,
  ): Promise<void> {
    const tally = this.tallyOf(challenger);
    try {
      const own = rowsByScore(await scoresOf());
      tally.overlaps += overlapAtTop(TOP, order, own);
      tally.searches += 1;
      if (tally.searches === MANY) this.options.onMany();
    } catch {
      tally.failures += 1;
    }
  }

  private tallyOf(challenger: ServingModel): Tally {
    const known = this.tallies.get(challenger.model);
    if (known) return known;
    const { activity } = challenger.report();
    const tally = {
      since: this.options.clock(),
      before: activity,
      searches: 0,
      overlaps: 0,
      failures: 0,
    };
    this.tallies.set(challenger.model, tally);
    return tally;
  }
}
