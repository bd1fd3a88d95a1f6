import type { TrainingData } from '../models/model.types';
import type { TeachingList } from './ranker-workshop.port';

/** What a ranker learns from, and what it is judged by: no list is in both. */
export interface Lesson {
  readonly source: TrainingData['source'];
  /** May be asked for more than once. */
  readonly training: () => AsyncIterable<TeachingList> | Iterable<TeachingList>;
  readonly heldOut: () => AsyncIterable<TeachingList> | Iterable<TeachingList>;
  /** What is worth knowing about the data, by name. */
  readonly metrics: Readonly<Record<string, number>>;
}
