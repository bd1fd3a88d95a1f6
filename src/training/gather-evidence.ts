import type { JudgedQuery } from '../evaluation/judgments';
import type { ModelId } from '../shared/ids';
import type { HeldOutEvidence } from './held-out-evidence.types';
import type { JudgedLists } from './judged-lists.port';
import { judgedList } from './lesson-from-judgments';
import type { Lesson } from './lesson.types';
import {
  compareOn,
  debiasedComparisons,
  type ComparedList,
  type ListComparison,
} from './order-quality';
import type { ScoreRows, TeachingList } from './ranker-workshop.port';

/** The shop's own judgments, and the way to ask them. */
export interface GoldenJudgments {
  readonly lists: JudgedLists;
  readonly queries: readonly JudgedQuery[];
}

export interface Contest {
  readonly lesson: Lesson;
  readonly challenger: ScoreRows;
  readonly champion: ScoreRows;
  readonly championId: ModelId | null;
  /** Null when the shop has none, or the lesson was made of judgments. */
  readonly golden: GoldenJudgments | null;
  readonly signal: AbortSignal;
  /** Milliseconds from any moment on. */
  readonly stopwatch: () => number;
}

/** Lists of the training that are looked at again, to see whether scores drift from them to the held-out ones. */
const LEARNT_LISTS = 500;

/** Lets both order what neither has learnt from. */
export async function gatherEvidence(contest: Contest): Promise<HeldOutEvidence> {
  const { lesson, golden, championId, signal } = contest;
  const timed = timing(contest);
  const lists: ComparedList[] = [];
  for await (const list of lesson.heldOut()) {
    signal.throwIfAborted();
    lists.push(compareOn(list, timed.challenger, timed.champion));
  }
  return {
    champion: championId,
    lists,
    comparisons: debiasedComparisons(lists),
    learnt: await firstLists(lesson.training(), contest),
    golden: golden === null ? null : await onJudgments(golden, contest),
    listMs: timed.means(),
  };
}

function timing({ challenger, champion, stopwatch }: Contest) {
  const spent = { challenger: 0, champion: 0 };
  let lists = 0;
  const timed =
    (who: keyof ListComparison, score: ScoreRows): ScoreRows =>
    (matrix) => {
      const began = stopwatch();
      const scores = score(matrix);
      spent[who] += stopwatch() - began;
      if (who === 'challenger') lists += 1;
      return scores;
    };
  return {
    challenger: timed('challenger', challenger),
    champion: timed('champion', champion),
    means: (): ListComparison => ({
      challenger: spent.challenger / Math.max(1, lists),
      champion: spent.champion / Math.max(1, lists),
    }),
  };
}

async function firstLists(
  lists: AsyncIterable<TeachingList> | Iterable<TeachingList>,
  { challenger, champion }: Contest,
): Promise<readonly ComparedList[]> {
  const compared: ComparedList[] = [];
  for await (const list of lists) {
    compared.push(compareOn(list, challenger, champion));
    if (compared.length >= LEARNT_LISTS) break;
  }
  return compared;
}

async function onJudgments(
  { lists, queries }: GoldenJudgments,
  { challenger, champion, signal }: Contest,
): Promise<readonly ListComparison[]> {
  const compared: ListComparison[] = [];
  for await (const candidates of lists.ask(queries, signal)) {
    const list = judgedList(candidates);
    if (!list.gains.some((gain) => gain > 0)) continue;
    const { challenger: won, champion: lost } = compareOn(list, challenger, champion);
    compared.push({ challenger: won, champion: lost });
  }
  return compared;
}
