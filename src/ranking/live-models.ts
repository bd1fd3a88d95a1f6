import type { ModelRegistry } from '../models/model-registry.port';
import type { ModelKind, ModelVersion } from '../models/model.types';
import type { Clock } from '../shared/clock';
import type { Stopwatch } from '../shared/deadline';
import type { TroveError } from '../shared/errors';
import type { ModelId } from '../shared/ids';
import type { Logger } from '../shared/logger';
import type { After } from '../shared/timer';
import type { ListScorer } from './list-scorer.port';
import { isRefusal, loadScorer, type ScorerSource } from './load-scorer';
import type { RankingStatus, RefusedModel } from './ranking-status.types';
import { Rarely } from './rarely';
import { ServingModel } from './serving-model';
import { ShadowWatch, type RankedList } from './shadow-watch';

const KIND: ModelKind = 'RERANKER';

/** Notices make a change seen at once; this makes sure that it is seen. */
const LOOK_EVERY_MS = 30_000;

export interface LiveModelsParts extends ScorerSource {
  readonly registry: Pick<ModelRegistry, 'champion' | 'shadows' | 'artefact' | 'noteShadow'>;
  readonly clock: Clock;
  readonly stopwatch: Stopwatch;
  readonly after: After;
  readonly logger: Logger;
}

/**
 * The versions of the ranker that this process serves and tries: those that the registry names, whole. A new champion is loaded and has
 * scored once before the one before it is let go; one that cannot be used is refused, and the one before it stays.
 */
export class LiveModels {
  private champion: ServingModel | null = null;
  private isBehind = false;
  private challengers: readonly ServingModel[] = [];
  private readonly watch: ShadowWatch;
  private readonly refused = new Map<ModelId, RefusedModel>();
  private loadsRefused = 0;
  private looking: Promise<void> | null = null;
  private lookOnceMore = false;
  private stopTimer: (() => void) | null = null;
  private isClosed = false;
  private readonly leaving = new Set<Promise<void>>();
  private readonly troubles: Rarely;

  constructor(private readonly parts: LiveModelsParts) {
    const { after, clock } = parts;
    this.watch = new ShadowWatch({ after, clock, onMany: () => void this.reportShadows() });
    this.troubles = new Rarely(parts.stopwatch);
  }

  /** The registry has a champion that this process cannot serve. */
  get lacksChampion(): boolean {
    return this.isBehind && this.champion === null;
  }

  /** Does the work with the champion of this moment, which stays until the work ends; null while none serves. */
  async withChampion<T>(work: (scorer: ListScorer | null) => Promise<T>): Promise<T> {
    return this.champion === null ? work(null) : this.champion.use(work);
  }

  /** Lets the challengers rank the list as well, later and unseen. */
  shadow(list: RankedList): void {
    this.watch.watch(list, this.challengers);
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

  status(): Omit<RankingStatus, 'pages' | 'tooLate' | 'failures'> {
    return {
      engine: this.parts.loader.engine,
      featureSet: this.parts.featureSet,
      champion: this.champion?.report() ?? null,
      isBehind: this.isBehind,
      shadows: this.challengers.map((challenger) => challenger.report()),
      refused: [...this.refused.values()],
      loadsRefused: this.loadsRefused,
      shadowsDropped: this.watch.dropped,
    };
  }

  /** Lets all versions go, once what they were asked has been answered. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.stopTimer?.();
    await this.looking;
    await this.reportShadows();
    for (const model of [this.champion, ...this.challengers]) this.retire(model);
    this.champion = null;
    this.challengers = [];
    await Promise.all(this.leaving);
  }

  private async look(): Promise<void> {
    this.stopTimer?.();
    while (this.lookOnceMore) {
      this.lookOnceMore = false;
      await this.reportShadows();
      try {
        await this.updateChampion();
        await this.updateChallengers();
      } catch (error) {
        this.troubles.note((times) => {
          const facts = { error: String(error), times };
          this.parts.logger.warn(
            facts,
            'The registry of models cannot be read; what serves goes on',
          );
        });
      }
    }
    this.stopTimer = this.isClosed ? null : this.parts.after(LOOK_EVERY_MS, () => void this.lookAgain()); // prettier-ignore
  }

  private async updateChampion(): Promise<void> {
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
    const facts = { model: loaded?.model ?? null, engine: this.parts.loader.engine };
    this.parts.logger.info(facts, 'Another model ranks from now on');
  }

  private async updateChallengers(): Promise<void> {
    const wanted = await this.parts.registry.shadows(KIND);
    const kept = this.challengers.filter(({ model }) => wanted.some(({ id }) => id === model));
    const added: ServingModel[] = [];
    for (const version of wanted) {
      if (kept.some(({ model }) => model === version.id)) continue;
      const loaded = await this.load(version);
      if (loaded) added.push(loaded);
    }
    for (const challenger of this.challengers)
      if (!kept.includes(challenger)) this.retire(challenger);
    this.challengers = [...kept, ...added];
  }

  /** Null when it was refused. */
  private async load(version: ModelVersion): Promise<ServingModel | null> {
    try {
      const scorer = await loadScorer(version, this.parts);
      this.refused.delete(version.id);
      return new ServingModel(scorer, this.parts.clock());
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.noteRefusal(version.id, error);
      return null;
    }
  }

  private noteRefusal(model: ModelId, { code, message }: TroveError): void {
    // It is looked at again each time, for its file may be mended; once is enough to tell.
    if (this.refused.has(model)) return;
    this.refused.set(model, { model, code, message });
    this.loadsRefused += 1;
    const serves = this.champion?.model ?? null;
    this.parts.logger.error({ model, code, message, serves }, 'A model was refused');
  }

  private retire(model: ServingModel | null): void {
    if (model === null) return;
    const leaving: Promise<void> = model
      .retire()
      .catch((error: unknown) => {
        this.parts.logger.error({ model: model.model, error: String(error) }, 'A model stays in memory'); // prettier-ignore
      })
      .finally(() => this.leaving.delete(leaving));
    this.leaving.add(leaving);
  }

  /** Never fails: what a shadow saw may be lost, and no search with it. */
  private async reportShadows(): Promise<void> {
    for (const challenger of this.challengers) {
      const report = this.watch.takeReport(challenger);
      if (report === null) continue;
      await this.parts.registry.noteShadow(challenger.model, report).catch((error: unknown) => {
        this.noteTrouble(error);
      });
    }
  }

  private noteTrouble(error: unknown): void {
    this.troubles.note((times) => {
      const facts = { error: String(error), times };
      this.parts.logger.warn(facts, 'The registry of models does not answer; what serves goes on');
    });
  }
}
