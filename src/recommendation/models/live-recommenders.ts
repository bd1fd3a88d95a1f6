import type { ModelRegistry } from '../../models/model-registry.port';
import type { ModelKind, ModelVersion } from '../../models/model.types';
import { isRefusal } from '../../ranking/load-scorer';
import type { RefusedModel } from '../../ranking/ranking-status.types';
import { Rarely } from '../../ranking/rarely';
import { ServingModel } from '../../ranking/serving-model';
import type { Clock, EpochMs } from '../../shared/clock';
import type { Stopwatch } from '../../shared/deadline';
import type { TroveError } from '../../shared/errors';
import type { ModelId } from '../../shared/ids';
import type { Logger } from '../../shared/logger';
import type { After } from '../../shared/timer';
import type { LiveRecommender, ServingRecommender } from '../serving-recommender.port';
import { loadRecommender, type RecommenderSource } from './load-recommender';
import type { LoadedRecommender, RecommenderActivity } from './recommender-loader.port';

const KIND: ModelKind = 'RECOMMENDER';

/** Notices make a change seen at once; this makes sure that it is seen. */
const LOOK_EVERY_MS = 30_000;

export interface LiveRecommendersParts extends RecommenderSource {
  readonly registry: Pick<ModelRegistry, 'champion' | 'artefact'>;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly after: After;
  readonly logger: Logger;
}

/** What recommends in this process, for people, health and metrics. Numbers count from its start. */
export interface RecommenderStatus {
  readonly champion: {
    readonly model: ModelId;
    readonly since: EpochMs;
    readonly activity: RecommenderActivity;
  } | null;
  /** The registry has a champion, and this process another one or none. */
  readonly isBehind: boolean;
  readonly refused: readonly RefusedModel[];
  readonly loadsRefused: number;
}

/**
 * The recommenders that this process serves: those that the registry names, whole. A new champion is in memory before the one before it is let go; one that
 * cannot be used is refused, and the one before it stays.
 */
export class LiveRecommenders implements LiveRecommender {
  private champion: ServingModel<LoadedRecommender> | null = null;
  private isBehind = false;
  private readonly refused = new Map<ModelId, RefusedModel>();
  private loadsRefused = 0;
  private looking: Promise<void> | null = null;
  private lookOnceMore = false;
  private stopTimer: (() => void) | null = null;
  private isClosed = false;
  private readonly leaving = new Set<Promise<void>>();
  private readonly troubles: Rarely;

  constructor(private readonly parts: LiveRecommendersParts) {
    this.troubles = new Rarely(parts.stopwatch);
  }

  async withChampion<T>(work: (recommender: ServingRecommender | null) => Promise<T>): Promise<T> {
    return this.champion === null ? work(null) : this.champion.use(work);
  }

  /** Looks at the registry, and from then on every half minute. Resolves when what it names serves, or was refused; never fails. */
  lookAgain(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    this.lookOnceMore = true;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
    });
    return this.looking;
  }

  status(): RecommenderStatus {
    return {
      champion: this.champion?.report() ?? null,
      isBehind: this.isBehind,
      refused: [...this.refused.values()],
      loadsRefused: this.loadsRefused,
    };
  }

  /** Lets the version go, once what it was asked has been answered. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.stopTimer?.();
    await this.looking;
    this.retire(this.champion);
    this.champion = null;
    await Promise.all(this.leaving);
  }

  private async look(): Promise<void> {
    this.stopTimer?.();
    while (this.lookOnceMore) {
      this.lookOnceMore = false;
      try {
        await this.update();
      } catch (error) {
        this.noteTrouble(error);
      }
    }
    this.stopTimer = this.isClosed ? null : this.parts.after(LOOK_EVERY_MS, () => void this.lookAgain()); // prettier-ignore
  }

  private async update(): Promise<void> {
    const wanted = await this.parts.registry.champion(KIND);
    if (wanted?.id === this.champion?.model) {
      this.isBehind = false;
      return;
    }
    const loaded = wanted === null ? null : await this.load(wanted);
    this.isBehind = wanted !== null && loaded === null;
    if (this.isBehind) return;
    this.retire(this.champion);
    this.champion = loaded;
    this.parts.logger.info(
      { model: loaded?.model ?? null },
      'Another model recommends from now on',
    );
  }

  /** Null when it was refused. */
  private async load(version: ModelVersion): Promise<ServingModel<LoadedRecommender> | null> {
    try {
      const recommender = await loadRecommender(version, this.parts);
      this.refused.delete(version.id);
      return new ServingModel(recommender, this.parts.clock());
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.noteRefusal(version.id, error);
      return null;
    }
  }

  private noteRefusal(model: ModelId, { code, message }: TroveError): void {
    // It is looked at again each time, for its bytes may be mended; once is enough to tell.
    if (this.refused.has(model)) return;
    this.refused.set(model, { model, code, message });
    this.loadsRefused += 1;
    const serves = this.champion?.model ?? null;
    this.parts.logger.error({ model, code, message, serves }, 'A recommender was refused');
  }

  private retire(model: ServingModel<LoadedRecommender> | null): void {
    if (model === null) return;
    const leaving: Promise<void> = model
      .retire()
      .catch((error: unknown) => {
        this.parts.logger.error({ model: model.model, error: String(error) }, 'A recommender stays in memory'); // prettier-ignore
      })
      .finally(() => this.leaving.delete(leaving));
    this.leaving.add(leaving);
  }

  private noteTrouble(error: unknown): void {
    this.troubles.note((times) => {
      const facts = { error: String(error), times };
      this.parts.logger.warn(facts, 'The registry of models cannot be read; what recommends goes on'); // prettier-ignore
    });
  }
}
