import type { EpochMs } from '../shared/clock';
import { hashText } from '../shared/hash-text';
import { SeededRandom } from '../shared/seeded-random';
import { attentionDecline, PlaceCounts } from './attention-decline';
import { estimateExamination, everythingExamined, type Examination } from './examination';
import { gainsOf } from './gain-of-reactions';
import type { LoggedLists, ShownList, ShownRange } from './logged-lists.port';
import { PairPlaces } from './pair-places';
import { isIndiscriminate, ROBOT_SIGNS, VisitorWatch, type RobotSign } from './visitor-behaviour';

/** `IPW` weighs what was reacted to by how unlikely the look was, `NONE` leaves the bias in: to show what it does. */
export type PositionBias = 'IPW' | 'NONE';

export interface SurveySettings {
  readonly featureSet: string;
  readonly positionBias: PositionBias;
  readonly seed: number;
  /** Stops between two pages, with the signal's reason. */
  readonly signal: AbortSignal;
}

/** What a log as a whole tells, before anything is learnt from it. */
export interface Survey {
  readonly pages: number;
  /** Pages left out, by what gave the visitor away. */
  readonly robotPages: Readonly<Record<RobotSign, number>>;
  readonly robots: number;
  readonly examination: Examination;
  /** When the pages were shown that can teach: people found something good on them, and their features are known. Ascending. */
  readonly taughtAt: readonly EpochMs[];
  /**
   * Whether a page may teach: no robot asked for it, not everything on it was reacted to, and it is within what one visitor, and one training,
   * may contribute.
   */
  readonly isWanted: (list: ShownList) => boolean;
}

/** Pages that one visitor contributes at most: nobody's taste is everybody's. */
export const MOST_PAGES_OF_VISITOR = 100;

/** Pages that one training learns from at most: some 400 MB of features. More would teach nothing that these do not. */
export const MOST_PAGES = 100_000;

/** Walks over the log twice: who is a robot, and what was ever good; then how people look at places. */
export async function surveyLog(
  lists: LoggedLists,
  range: ShownRange,
  settings: SurveySettings,
): Promise<Survey> {
  const { signal, positionBias, featureSet } = settings;
  const watch = new VisitorWatch();
  const pairs = new PairPlaces();
  const places = new PlaceCounts();
  let pages = 0;
  for await (const list of lists.outline(range)) {
    signal.throwIfAborted();
    pages += 1;
    watch.see(list);
    pairs.collect(list);
  }
  const robots = watch.robots();
  const robotPages = noPages();
  const taughtAt: EpochMs[] = [];
  for await (const list of lists.outline(range)) {
    signal.throwIfAborted();
    const sign = signOf(robots, list);
    if (sign !== null) robotPages[sign] += 1;
    else {
      pairs.count(list);
      places.add(list);
      if (canTeach(list, featureSet)) taughtAt.push(list.shownAt);
    }
  }
  const examination =
    positionBias === 'IPW'
      ? estimateExamination(pairs.all(), attentionDecline(places))
      : everythingExamined();
  const isWanted = wantedPages({ watch, robots, taught: taughtAt.length, seed: settings.seed });
  return { pages, robotPages, robots: robots.size, examination, taughtAt, isWanted };
}

function canTeach(list: ShownList, featureSet: string): boolean {
  return list.featureSet === featureSet && gainsOf(list).some((gain) => gain > 0);
}

function signOf(robots: ReadonlyMap<string, RobotSign>, list: ShownList): RobotSign | null {
  const known = list.visitor === null ? undefined : robots.get(list.visitor);
  return known ?? (isIndiscriminate(list) ? 'REACTS_TO_EVERYTHING' : null);
}

function noPages(): Record<RobotSign, number> {
  return Object.fromEntries(ROBOT_SIGNS.map((sign) => [sign, 0])) as Record<RobotSign, number>;
}

interface Contributions {
  readonly watch: VisitorWatch;
  readonly robots: ReadonlyMap<string, RobotSign>;
  readonly taught: number;
  readonly seed: number;
}

/** Chance by search id: the same pages for the same seed, however often and in whatever order they are asked about. */
function wantedPages({ watch, robots, taught, seed }: Contributions): Survey['isWanted'] {
  const shareOfAll = Math.min(1, MOST_PAGES / Math.max(1, taught));
  return (list) => {
    if (signOf(robots, list) !== null) return false;
    const { visitor, searchId } = list;
    const ofVisitor = visitor === null ? 0 : watch.answeredPages(visitor);
    const share = shareOfAll * Math.min(1, MOST_PAGES_OF_VISITOR / Math.max(1, ofVisitor));
    return share >= 1 || new SeededRandom(hashText(searchId) ^ seed).next() < share;
  };
}
