import type {
  PastItem,
  RecommenderName,
  ScoringContext,
} from '../../src/recommendation/learning/recommender.port';
import type {
  RankedSku,
  RecommenderQuestion,
  RecommenderTask,
} from '../../src/recommendation/serving-recommender.port';
import { inCodePointOrder } from '../../src/shared/in-code-point-order';
import type { Sku } from '../../src/shared/ids';
import { topItems } from '../../src/recommendation/learning/top-items';
import { Choir, type Fused } from './hybrid-recommender';
import type { Bundle } from './read-bundle';
import type { Voice } from './voice';

/** A part of moderate voice: what has a hundredth of all that is said is heard well. */
const plain = (part: RecommenderName, weight: number): Voice => ({
  part,
  weight,
  floor: 0.01,
  sharpness: null,
});

/**
 * Who answers which task: choirs in turn, the next for what the one before has left open. What stands in for a product is best told by who touches both, and
 * by what the two are; what is bought with it, by baskets.
 */
const OTHER_TASKS: Readonly<
  Record<Exclude<RecommenderTask, 'NEXT'>, readonly (readonly Voice[])[]>
> = {
  SIMILAR: [
    [plain('item-neighbours', 1), plain('content', 0.5)],
    [plain('transitions', 1)],
    [{ part: 'factorisation', weight: 1, floor: 0.01, sharpness: 10 }],
  ],
  TOGETHER: [[plain('baskets', 1)], [plain('item-neighbours', 1)], [plain('transitions', 1)]],
};

/** A question in the numbers of a bundle. */
export interface AskedContext {
  readonly context: ScoringContext;
  readonly without: ReadonlySet<number>;
  readonly limit: number;
}

/** Answers questions of one task with the parts of a bundle. */
export class Answers {
  private readonly choirs: Readonly<Record<RecommenderTask, readonly Choir[]>>;
  private readonly numbers: ReadonlyMap<Sku, number>;

  constructor(private readonly bundle: Bundle) {
    const { skus, parts, voices } = bundle;
    this.numbers = new Map(skus.map((sku, number) => [sku, number]));
    const choirs = (turns: readonly (readonly Voice[])[]): readonly Choir[] =>
      turns.map((turn) => new Choir(skus.length, parts, turn)).filter(({ isSilent }) => !isSilent);
    this.choirs = {
      NEXT: choirs([voices]),
      SIMILAR: choirs(OTHER_TASKS.SIMILAR),
      TOGETHER: choirs(OTHER_TASKS.TOGETHER),
    };
  }

  knows(sku: Sku): boolean {
    return this.numbers.has(sku);
  }

  /** Null when it knows none of the items. */
  inNumbers(question: RecommenderQuestion): AskedContext | null {
    const past = this.chosenOnce(question);
    if (past.length === 0) return null;
    // What goes with a product is not that product; what comes next may be.
    const without = new Set(question.task === 'NEXT' ? [] : past.map(({ item }) => item));
    for (const sku of question.exclude) {
      const item = this.numbers.get(sku);
      if (item !== undefined) without.add(item);
    }
    return { context: { past }, without, limit: question.limit };
  }

  /** What follows itself is one act, as in the lessons: who looks at a product, puts it into the cart and buys it has chosen once. */
  private chosenOnce({ items, now }: RecommenderQuestion): readonly PastItem[] {
    const past: PastItem[] = [];
    for (const { sku, weight, at } of items) {
      const item = this.numbers.get(sku);
      if (item === undefined) continue;
      const last = past.at(-1);
      const ageMs = at === null ? null : Math.max(0, now - at);
      if (last?.item !== item) past.push({ item, weight, ageMs });
      else past[past.length - 1] = { ...last, weight: Math.max(last.weight, weight) };
    }
    return past;
  }

  /** One answer per question, in their order. */
  async to(
    task: RecommenderTask,
    asked: readonly AskedContext[],
  ): Promise<readonly (readonly RankedSku[])[]> {
    const answers = asked.map((): RankedSku[] => []);
    for (const choir of this.choirs[task]) {
      const open = asked.flatMap((one, at) =>
        (answers[at]?.length ?? 0) < one.limit ? [{ ...one, answer: answers[at] ?? [] }] : [],
      );
      if (open.length === 0) break;
      const songs = await choir.sing(open.map(({ context }) => context));
      open.forEach((one, at) => {
        const song = songs[at];
        if (song !== undefined) this.append(one.answer, song, one);
      });
    }
    return answers;
  }

  /** Who comes in a later turn stands below all who came before. */
  private append(answer: RankedSku[], song: Fused, { without, limit }: AskedContext): void {
    for (const item of without) song.scores[item] = 0;
    const answered = new Set(answer.map(({ sku }) => sku));
    const best = this.best(song.scores, limit);
    const scale = scaleBelow(answer.at(-1)?.score, song.scores[best[0] ?? 0] ?? 0);
    for (const item of best) {
      const sku = this.bundle.skus[item];
      if (answer.length >= limit) return;
      if (sku === undefined || answered.has(sku)) continue;
      const score = (song.scores[item] ?? 0) * scale;
      answer.push({ sku, score, by: song.by(item), because: this.named(song.because(item)) });
    }
  }

  private best(scores: Float32Array, limit: number): readonly number[] {
    const { skus } = this.bundle;
    return [...topItems(scores, limit, 0)].sort((one, other) => {
      const difference = (scores[other] ?? 0) - (scores[one] ?? 0);
      return difference === 0 ? inCodePointOrder(skus[one] ?? '', skus[other] ?? '') : difference;
    });
  }

  private named(item: number | null): Sku | null {
    return item === null ? null : (this.bundle.skus[item] ?? null);
  }
}

function scaleBelow(ceiling: number | undefined, loudest: number): number {
  return ceiling === undefined || loudest < ceiling ? 1 : (BELOW * ceiling) / loudest;
}

/** How far below what came before a later turn begins. */
const BELOW = 0.99;
