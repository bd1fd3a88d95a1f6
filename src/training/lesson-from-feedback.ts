import type { EpochMs } from '../shared/clock';
import { TroveError } from '../shared/errors';
import type { Examination } from './examination';
import { chanceAt } from './examination';
import type { Lesson } from './lesson.types';
import type { LoggedLists, ShownRange } from './logged-lists.port';
import type { TeachingList } from './ranker-workshop.port';
import { splitMoment } from './split-moment';
import { surveyLog, type Survey, type SurveySettings } from './survey';
import { teachingList } from './teaching-list';

export interface FeedbackSettings extends SurveySettings {
  /** Features per product. */
  readonly columns: number;
  /** The last moment that the champion learnt from; null when none serves, or it learnt from no feedback. */
  readonly championLearntTo: EpochMs | null;
}

/**
 * What shoppers did, as a lesson: pages with a reaction from people, the latest held out.
 *
 * @throws TroveError NOTHING_TO_LEARN when there is no such page.
 */
export async function lessonFromFeedback(
  lists: LoggedLists,
  range: ShownRange,
  settings: FeedbackSettings,
): Promise<Lesson> {
  const survey = await surveyLog(lists, range, settings);
  if (survey.taughtAt.length === 0) throw nothingGood(survey);
  const split = splitMoment(survey.taughtAt, settings.championLearntTo);
  const walk = (part: ShownRange): AsyncIterable<TeachingList> =>
    goodLists(lists, part, { ...settings, survey });
  return {
    source: 'FEEDBACK',
    training: () => walk({ ...range, to: split }),
    heldOut: () => walk({ ...range, from: split }),
    metrics: metricsOf(survey),
  };
}

async function* goodLists(
  lists: LoggedLists,
  range: ShownRange,
  { featureSet, columns, signal, survey }: FeedbackSettings & { readonly survey: Survey },
): AsyncIterable<TeachingList> {
  for await (const list of lists.read({ ...range, featureSet })) {
    signal.throwIfAborted();
    if (!survey.isWanted(list)) continue;
    const teaching = teachingList(list, columns, survey.examination);
    if (teaching?.gains.some((gain) => gain > 0) === true) yield teaching;
  }
}

/** Places whose chances are reported, from 1. */
const REPORTED_PLACES = [2, 3, 5, 10, 20];

function metricsOf({
  pages,
  robots,
  robotPages,
  taughtAt,
  examination,
}: Survey): Readonly<Record<string, number>> {
  return {
    pages,
    pagesAnswered: taughtAt.length,
    robots,
    ...Object.fromEntries(
      Object.entries(robotPages).map(([sign, count]) => [`pagesLeftOut_${sign}`, count]),
    ),
    ...examinationMetrics(examination),
  };
}

function examinationMetrics(examination: Examination): Readonly<Record<string, number>> {
  return {
    examinationEvidence: examination.evidence,
    examinationFromLog: examination.source === 'LOG' ? 1 : 0,
    ...Object.fromEntries(
      REPORTED_PLACES.map((place) => [`examinationAt${place}`, chanceAt(examination, place - 1)]),
    ),
  };
}

function nothingGood({ pages, robots }: Survey): TroveError {
  return new TroveError(
    'NOTHING_TO_LEARN',
    `Of ${pages} pages shown none has a reaction from a person (${robots} visitors behave like robots). ` +
      'Record what shoppers do with the searchId of the page, or train on judgments.',
    { pages, robots },
  );
}
