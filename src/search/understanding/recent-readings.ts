import type { Clock } from '../../shared/clock';
import type { UnderstoodQuery } from './understood-query.types';

/** How long a reading serves, in milliseconds: hardly longer than what is written takes to be found. */
const SERVES_MS = 5000;

/** Shoppers repeat each other; ten thousand readings take some 10 MB. */
const MOST_READINGS = 10_000;

/** How texts were read a moment ago. */
export class RecentReadings {
  private readonly readings = new Map<string, { readonly query: UnderstoodQuery; at: number }>();

  constructor(private readonly clock: Clock) {}

  get(text: string): UnderstoodQuery | null {
    const reading = this.readings.get(text);
    return reading && this.clock() - reading.at < SERVES_MS ? reading.query : null;
  }

  /** @param at when the reading began. */
  note(text: string, query: UnderstoodQuery, at: number): void {
    // Forgetting everything at once is cheap and bounds the memory.
    if (this.readings.size >= MOST_READINGS) this.readings.clear();
    this.readings.set(text, { query, at });
  }
}
