import { answeredSkus } from './gain-of-reactions';
import type { ShownList } from './logged-lists.port';

/** Why a visitor is taken for a robot. */
export type RobotSign = 'TOO_FAST' | 'REACTS_TO_EVERYTHING' | 'REACTS_EVENLY';

export const ROBOT_SIGNS: readonly RobotSign[] = [
  'TOO_FAST',
  'REACTS_TO_EVERYTHING',
  'REACTS_EVENLY',
];

/** What one visitor has done, in all. */
export interface VisitorBehaviour {
  /** The most pages, and the most products reacted to, of any minute. */
  readonly pagesInAMinute: number;
  readonly answersInAMinute: number;
  readonly pages: number;
  readonly shown: number;
  readonly answered: number;
  /** Mean place of what was reacted to within its page: 0 the top, 1 the bottom. Pages of fewer than five products say nothing. */
  readonly meanPlace: number;
  readonly placed: number;
}

/** Beyond what hands can do, also with searching as one types. */
const PAGES_IN_A_MINUTE = 120;
const ANSWERS_IN_A_MINUTE = 60;

const PAGES_TO_JUDGE = 5;
const PRODUCTS_TO_JUDGE = 50;
const SHARE_OF_EVERYTHING = 0.6;

/** People look at the top first: with 1 / √place over ten places the mean is .40, with 1 / place .29. Even chances make .5. */
const PLACES_TO_JUDGE = 100;
const EVEN_PLACE = 0.46;
const PRODUCTS_WITH_A_TOP = 5;

/** The first sign that this is no person; null for a person, or for one who has not done enough to tell. */
export function robotSign(visitor: VisitorBehaviour): RobotSign | null {
  const { pagesInAMinute, answersInAMinute, pages, shown, answered, placed, meanPlace } = visitor;
  if (pagesInAMinute > PAGES_IN_A_MINUTE || answersInAMinute > ANSWERS_IN_A_MINUTE)
    return 'TOO_FAST';
  const canTellShare = pages >= PAGES_TO_JUDGE && shown >= PRODUCTS_TO_JUDGE;
  if (canTellShare && answered / shown > SHARE_OF_EVERYTHING) return 'REACTS_TO_EVERYTHING';
  return placed >= PLACES_TO_JUDGE && meanPlace >= EVEN_PLACE ? 'REACTS_EVENLY' : null;
}

const MANY_ANSWERS = 5;
const SHARE_OF_PAGE = 0.3;

/**
 * Whether so much of one page was reacted to that it tells nothing about what is better. Robots that come under a new name for every page show
 * themselves in this alone.
 */
export function isIndiscriminate(list: Pick<ShownList, 'skus' | 'reactions'>): boolean {
  const answered = answeredSkus(list).size;
  return answered >= MANY_ANSWERS && answered >= SHARE_OF_PAGE * list.skus.length;
}

interface Tally {
  minute: number;
  pagesOfMinute: number;
  answersOfMinute: number;
  pagesInAMinute: number;
  answersInAMinute: number;
  pages: number;
  shown: number;
  answered: number;
  placeSum: number;
  placed: number;
  /** Pages with a reaction. */
  answeredPages: number;
}

const MINUTE_MS = 60_000;

/** Watches what visitors do, page after page in the order shown. Memory grows with the number of visitors. */
export class VisitorWatch {
  private readonly tallies = new Map<string, Tally>();

  see(list: ShownList): void {
    if (list.visitor === null) return;
    const tally = this.tallies.get(list.visitor) ?? blankTally();
    this.tallies.set(list.visitor, tally);
    const answered = answeredSkus(list);
    tally.pages += 1;
    tally.shown += list.skus.length;
    tally.answered += answered.size;
    if (answered.size > 0) tally.answeredPages += 1;
    noteMinute(tally, list, answered.size);
    if (list.skus.length < PRODUCTS_WITH_A_TOP) return;
    list.skus.forEach((sku, place) => {
      if (!answered.has(sku)) return;
      tally.placed += 1;
      tally.placeSum += (place + 0.5) / list.skus.length;
    });
  }

  /** Who is no person, and why. */
  robots(): ReadonlyMap<string, RobotSign> {
    const robots = new Map<string, RobotSign>();
    for (const [visitor, tally] of this.tallies) {
      const sign = robotSign({ ...tally, meanPlace: tally.placeSum / Math.max(1, tally.placed) });
      if (sign !== null) robots.set(visitor, sign);
    }
    return robots;
  }

  /** Pages that the visitor reacted to. */
  answeredPages(visitor: string): number {
    return this.tallies.get(visitor)?.answeredPages ?? 0;
  }
}

function noteMinute(tally: Tally, { shownAt }: ShownList, answers: number): void {
  const minute = Math.floor(shownAt / MINUTE_MS);
  if (minute !== tally.minute) {
    tally.minute = minute;
    tally.pagesOfMinute = 0;
    tally.answersOfMinute = 0;
  }
  tally.pagesOfMinute += 1;
  tally.answersOfMinute += answers;
  tally.pagesInAMinute = Math.max(tally.pagesInAMinute, tally.pagesOfMinute);
  tally.answersInAMinute = Math.max(tally.answersInAMinute, tally.answersOfMinute);
}

function blankTally(): Tally {
  return {
    minute: -1,
    pagesOfMinute: 0,
    answersOfMinute: 0,
    pagesInAMinute: 0,
    answersInAMinute: 0,
    pages: 0,
    shown: 0,
    answered: 0,
    placeSum: 0,
    placed: 0,
    answeredPages: 0,
  };
}
