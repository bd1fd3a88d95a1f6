import DataLoader from 'dataloader';
import type {
  LoadedRecommender,
  RecommenderActivity,
} from '../../src/recommendation/models/recommender-loader.port';
import type {
  RankedSku,
  RecommenderQuestion,
  RecommenderTask,
} from '../../src/recommendation/serving-recommender.port';
import type { Deadline, Stopwatch } from '../../src/shared/deadline';
import { TroveError } from '../../src/shared/errors';
import type { ModelId, Sku } from '../../src/shared/ids';
import { inTime } from '../../src/shared/in-time';
import { Answers, type AskedContext } from './answers';
import type { Bundle } from './read-bundle';

export interface BundleSettings {
  readonly stopwatch: Stopwatch;
  /** How long the first question of a batch waits for others when the batch before had several, in milliseconds. Default 1. */
  readonly windowMs?: number;
}

/** Scores that one pass holds at most, over all parts: some 100 MB. */
const MOST_SCORES = 25_000_000;
const LARGEST_BATCH = 64;

interface Waiting {
  readonly task: RecommenderTask;
  readonly asked: AskedContext;
  readonly deadline: Deadline | undefined;
}

/** One version of all recommenders, which answers the questions of all requests of this process: those that come at about the same time in one pass. */
export class BundleRecommender implements LoadedRecommender {
  private readonly answers: Answers;
  private readonly loader: DataLoader<Waiting, readonly RankedSku[]>;
  private readonly underWay = new Set<Promise<unknown>>();
  private closing: Promise<void> | null = null;
  /** Several questions came at about the same time, so that more of them are to be expected. */
  private isCrowded = false;
  private done = { passes: 0, questions: 0, tooLate: 0, passMs: 0 };

  constructor(
    readonly model: ModelId,
    private readonly bundle: Bundle,
    private readonly settings: BundleSettings,
  ) {
    this.answers = new Answers(bundle);
    const scoresOfOne = Math.max(1, bundle.skus.length * (bundle.parts.size + 1));
    const windowMs = settings.windowMs ?? 1;
    this.loader = new DataLoader((waiting) => this.pass(waiting), {
      cache: false,
      maxBatchSize: Math.max(1, Math.min(LARGEST_BATCH, Math.floor(MOST_SCORES / scoresOfOne))),
      batchScheduleFn: (run) => {
        if (this.isCrowded) setTimeout(run, windowMs);
        else setImmediate(run);
      },
    });
  }

  get activity(): RecommenderActivity {
    return { ...this.done };
  }

  knows(sku: Sku): boolean {
    return this.answers.knows(sku);
  }

  async rank(question: RecommenderQuestion, deadline?: Deadline): Promise<readonly RankedSku[]> {
    if (this.closing !== null) throw letGo();
    deadline?.patienceMs(1);
    const asked = this.answers.inNumbers(question);
    if (asked === null) return [];
    const answer = this.loader.load({ task: question.task, asked, deadline });
    this.watch(answer);
    try {
      return await inTime(answer, deadline);
    } catch (error) {
      if (error instanceof TroveError && error.code === 'DEADLINE_EXCEEDED') this.done.tooLate += 1;
      throw error;
    }
  }

  dispose(): Promise<void> {
    this.closing ??= this.close();
    return this.closing;
  }

  private async close(): Promise<void> {
    await Promise.all(this.underWay);
    for (const part of this.bundle.parts.values()) part.dispose();
  }

  private watch(answer: Promise<unknown>): void {
    const settled: Promise<void> = answer.then(ignore, ignore).then(() => {
      this.underWay.delete(settled);
    });
    this.underWay.add(settled);
  }

  private async pass(waiting: readonly Waiting[]): Promise<(readonly RankedSku[] | Error)[]> {
    this.isCrowded = waiting.length > 1;
    const began = this.settings.stopwatch();
    // Who no longer waits is left out: under load, they would make the others late too.
    const live = waiting.filter(({ deadline }) => (deadline?.remainingMs() ?? 1) > 0);
    const answered = new Map<Waiting, readonly RankedSku[]>();
    for (const task of TASKS) {
      const ofTask = live.filter((one) => one.task === task);
      if (ofTask.length === 0) continue;
      const answers = await this.answers.to(task, ofTask.map(({ asked }) => asked)); // prettier-ignore
      ofTask.forEach((one, at) => answered.set(one, answers[at] ?? []));
    }
    this.done.passes += 1;
    this.done.questions += live.length;
    this.done.passMs += this.settings.stopwatch() - began;
    return waiting.map((one) => answered.get(one) ?? tooLate());
  }
}

const TASKS: readonly RecommenderTask[] = ['NEXT', 'SIMILAR', 'TOGETHER'];

function ignore(): void {
  // Whoever asked has been told; here it only matters that it is over.
}

function tooLate(): TroveError {
  return new TroveError(
    'DEADLINE_EXCEEDED',
    'The recommenders did not answer in time; the list does without them.',
  );
}

function letGo(): TroveError {
  return new TroveError(
    'SHUTTING_DOWN',
    'This version of the recommenders serves no more; ask the next.',
  );
}
