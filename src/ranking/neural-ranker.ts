import type {
  HitRanker,
  NeighbourQuestion,
  RankedHit,
  RankedHits,
  RankingQuestion,
} from '../search/hit-ranker.port';
import type { RankedFeatures } from '../search/ranked-features.types';
import type { ScoredSku } from '../search/semantic/fuse';
import type { SemanticSpace, SemanticSpaces } from '../search/semantic/semantic-spaces.port';
import type { VectorIndex } from '../search/semantic/vector-index.port';
import { Deadline, type Stopwatch } from '../shared/deadline';
import { isLate } from '../shared/errors';
import { inTime } from '../shared/in-time';
import type { Logger } from '../shared/logger';
import { explainCandidate, type ScoredBy } from './explain-candidate';
import type { CandidateFeatures, FeatureBuilder } from './features/feature-builder.port';
import type { Feature } from './features/feature.types';
import type { ListScorer } from './list-scorer.port';
import type { LiveModels } from './live-models';
import {
  inFusedOrder,
  inKeywordOrder,
  inModelOrder,
  type PlacedCandidate,
} from './order-candidates';
import type { RankingStatus } from './ranking-status.types';
import { Rarely } from './rarely';

export interface NeuralRankerParts {
  readonly models: LiveModels;
  readonly builder: FeatureBuilder;
  /** The columns that the builder works out, in their order, and the id of that list. */
  readonly features: readonly Feature[];
  readonly featureSet: string;
  readonly spaces: SemanticSpaces;
  readonly vectors: Pick<VectorIndex, 'nearest'>;
  readonly settings: NeuralRankerSettings;
  readonly stopwatch: Stopwatch;
  readonly logger: Logger;
}

export interface NeuralRankerSettings {
  /** Candidates from which a page is chosen. */
  readonly window: number;
  /** How long one page may take to be ranked, in milliseconds. */
  readonly deadlineMs: number;
  /** Share of vectors in HYBRID, 0 to 1. */
  readonly vectorShare: number;
}

/** What became of one page. */
interface Outcome {
  readonly order: readonly PlacedCandidate[];
  readonly known: CandidateFeatures | null;
  /** Null when no model decided. */
  readonly scoredBy: ScoredBy | null;
  readonly degraded: boolean;
}

/** Ranks by the features of the candidates and the model that serves. Where that does not work in time, the order stands as it was. */
export class NeuralRanker implements HitRanker {
  private pages = 0;
  private tooLate = 0;
  private failures = 0;
  private readonly troubles: Rarely;

  constructor(private readonly parts: NeuralRankerParts) {
    this.troubles = new Rarely(parts.stopwatch);
  }

  get window(): number {
    return this.parts.settings.window;
  }

  status(): RankingStatus {
    const { pages, tooLate, failures } = this;
    return { ...this.parts.models.status(), pages, tooLate, failures };
  }

  /** Whoever types a code, and nothing else, wants that product and nothing like it. */
  async neighbours(
    { query, mode, filter, unavailable, shopper, session }: NeighbourQuestion,
    deadline?: Deadline,
  ): Promise<readonly ScoredSku[]> {
    this.parts.builder.foresee(shopper, session);
    const space = this.spaceFor(mode);
    if (space === null || query.isOneCode) return [];
    const until = this.share(deadline);
    try {
      const vector = await inTime(space.queryVector(query.searchedText, until), until);
      const near = { encoder: space.encoder, vector, limit: this.window, filter, unavailable };
      return await inTime(this.parts.vectors.nearest(near, until), until);
    } catch (error) {
      this.noteTrouble(error);
      return [];
    }
  }

  async rank(question: RankingQuestion, deadline?: Deadline): Promise<RankedHits> {
    this.pages += 1;
    const until = this.share(deadline);
    const outcome = await this.parts.models.withChampion((scorer) =>
      this.decide(question, scorer, until),
    );
    const { order, known } = outcome;
    if (known) {
      const rows = order.map(({ row }) => row);
      this.parts.models.shadow({ matrix: known.matrix, order: rows });
    }
    return this.answer(question, outcome);
  }

  /** In HYBRID the shop's own encoder will do where there is no other; a model has been shown what it was trained with. */
  private spaceFor(mode: NeighbourQuestion['mode']): SemanticSpace | null {
    const { spaces } = this.parts;
    return spaces.serving('sentence') ?? (mode === 'HYBRID' ? spaces.serving('catalogue') : null);
  }

  /** No more than half of what the request has left: the rest is for the answer. */
  private share(deadline: Deadline | undefined): Deadline {
    const { settings, stopwatch } = this.parts;
    const halfMs = deadline === undefined ? Infinity : deadline.remainingMs() / 2;
    return Deadline.after(Math.min(settings.deadlineMs, halfMs), stopwatch);
  }

  private async decide(
    question: RankingQuestion,
    scorer: ListScorer | null,
    until: Deadline,
  ): Promise<Outcome> {
    const known = await this.featuresFor(question, until);
    if (question.mode === 'HYBRID') {
      const order = inFusedOrder(question, this.parts.settings.vectorShare);
      return { order, known, scoredBy: null, degraded: false };
    }
    const wanted = scorer !== null && known !== null;
    const scores = wanted ? await this.tryTo(() => scoresOf(scorer, known, until)) : null;
    if (scores === null || !wanted) {
      const isMissed = scorer !== null || this.parts.models.lacksChampion;
      const degraded = isMissed && question.candidates.length > 0;
      return { order: inKeywordOrder(question), known, scoredBy: null, degraded };
    }
    const { features } = this.parts;
    const scoredBy = { scorer, matrix: known.matrix, features };
    return { order: inModelOrder(question, scores), known, scoredBy, degraded: false };
  }

  private featuresFor(
    question: RankingQuestion,
    until: Deadline,
  ): Promise<CandidateFeatures | null> {
    if (question.candidates.length === 0) return Promise.resolve(null);
    return this.tryTo(() => inTime(this.parts.builder.build(question, until), until));
  }

  private answer(question: RankingQuestion, outcome: Outcome): RankedHits {
    const { order, known, scoredBy, degraded } = outcome;
    const model = scoredBy?.scorer.model ?? null;
    const hits = order.map((candidate, place): RankedHit => ({
      hit: candidate.hit,
      product: known?.products[candidate.row] ?? null,
      score: candidate.score,
      explain: () => explainCandidate(question, candidate, place + 1, scoredBy),
    }));
    const featuresOf = (from: number, to: number): RankedFeatures | null => {
      if (known === null) return null;
      const { columns } = known.matrix;
      const values = rowsOf(known.matrix.values, columns, order.slice(from, to));
      return { featureSet: this.parts.featureSet, columns, values, model };
    };
    return { hits, model, degraded, featuresOf };
  }

  /** Null when it fails or comes too late. */
  private async tryTo<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.noteTrouble(error);
      return null;
    }
  }

  private noteTrouble(error: unknown): void {
    if (isLate(error)) this.tooLate += 1;
    else this.failures += 1;
    this.troubles.note((times) => {
      const facts = { error: String(error), times };
      this.parts.logger.warn(facts, 'A page was ranked without all of its parts');
    });
  }
}

async function scoresOf(
  scorer: ListScorer,
  { matrix }: CandidateFeatures,
  until: Deadline,
): Promise<Float32Array> {
  const scores = await scorer.score(matrix, until);
  if (scores.every(Number.isFinite)) return scores;
  throw new RangeError(`The model ${scorer.model} gave scores that are no numbers.`);
}

function rowsOf(
  values: Float32Array,
  columns: number,
  order: readonly PlacedCandidate[],
): Float32Array {
  const picked = new Float32Array(order.length * columns);
  order.forEach(({ row }, place) => {
    picked.set(values.subarray(row * columns, (row + 1) * columns), place * columns);
  });
  return picked;
}
