import type { JudgedQuery } from '../evaluation/judgments';
import type { ModelId } from '../shared/ids';
import type { GateQuestion, HeldOutList } from './gate/held-out.types';
import type { JudgedLists } from './judged-lists.port';
import { judgedList } from './lesson-from-judgments';
import type { Lesson } from './lesson.types';
import { contestOn } from './order-quality';
import type { ScoreRows, TeachingList } from './ranker-workshop.port';

/** The shop's own judgments, and the way to ask them. */
export interface GoldenJudgments {
  readonly lists: JudgedLists;
  readonly queries: readonly JudgedQuery[];
}

/** Two rankers, and what they are to be compared on. */
export interface Contest {
  readonly lesson: Lesson;
  readonly challenger: ScoreRows;
  readonly champion: ScoreRows;
  readonly championId: ModelId | null;
  /** Some of the lists that the challenger learnt from. */
  readonly learnt: readonly TeachingList[];
  /** Null when the shop has none, or the lesson was made of judgments. */
  readonly golden: GoldenJudgments | null;
  readonly signal: AbortSignal;
  /** Milliseconds from any moment on. */
  readonly stopwatch: () => number;
}

/** Lets both order what neither has learnt from: all that the gate needs to know. */
export async function gateQuestion(contest: Contest): Promise<GateQuestion> {
  const { lesson, challenger, champion, championId, learnt, golden, signal } = contest;
  const lists: HeldOutList[] = [];
  let spentMs = 0;
  const timed: ScoreRows = (matrix) => {
    const began = contest.stopwatch();
    const scores = challenger(matrix);
    spentMs += contest.stopwatch() - began;
    return scores;
  };
  for await (const list of lesson.heldOut()) {
    signal.throwIfAborted();
    lists.push(contestOn(list, timed, champion));
  }
  return {
    champion: championId,
    lists,
    trainingScores: learnt.length === 0 ? null : learnt.map(({ matrix }) => challenger(matrix)),
    passMs: lists.length === 0 ? null : spentMs / lists.length,
    judgments: golden === null ? null : await onJudgments(golden, contest),
  };
}

async function onJudgments(
  { lists, queries }: GoldenJudgments,
  { challenger, champion, signal }: Contest,
): Promise<NonNullable<GateQuestion['judgments']>> {
  const quality = { challenger: [] as number[], champion: [] as number[] };
  for await (const candidates of lists.ask(queries, signal)) {
    const list = judgedList(candidates);
    if (!list.gains.some((gain) => gain > 0)) continue;
    const outcome = contestOn(list, challenger, champion);
    quality.challenger.push(outcome.challenger.quality);
    quality.champion.push(outcome.champion.quality);
  }
  return quality;
}
