import type { QueryStems, StemmedTerm } from './query-stems';

/** Longer texts are read this far: nobody writes a thousand words before coming to the point. */
const MOST_WORDS = 2000;

/** No place: the word does not stand in the field. */
export const NOWHERE = -1;

/** Finds the terms of one query in one field after another, without allocating anything for each. */
export class FieldMatch {
  /** By term of the query: how often it stands in the field, by its most frequent alternative. */
  readonly frequencies: Int32Array;
  /** By term: where it stands first, from 0, or `NOWHERE`. */
  readonly places: Int32Array;
  /** Words of the field that are of the query. */
  words = 0;

  private readonly counts: Int32Array;
  private readonly firsts: Int32Array;

  constructor(private readonly query: QueryStems) {
    this.frequencies = new Int32Array(query.terms.length);
    this.places = new Int32Array(query.terms.length);
    this.counts = new Int32Array(query.stems.size);
    this.firsts = new Int32Array(query.stems.size);
  }

  /** @returns whether any term stands in the field; what the arrays held before is gone. */
  look(field: Int32Array): boolean {
    this.frequencies.fill(0);
    this.places.fill(NOWHERE);
    this.countStems(field);
    if (this.words === 0) return false;
    let found = false;
    for (const [index, term] of this.query.terms.entries())
      found = this.lookFor(term, index, field) || found;
    return found;
  }

  /** Whether the words of the query stand next to each other, in order, in the field that was looked at. */
  holdsPhrase(field: Int32Array): boolean {
    const { phrase } = this.query;
    return phrase.length > 0 && this.occurrences(phrase, field).times > 0;
  }

  private countStems(field: Int32Array): void {
    const { stems, mask } = this.query;
    this.counts.fill(0);
    this.words = 0;
    const end = Math.min(field.length, MOST_WORDS);
    for (let place = 0; place < end; place += 1) {
      const id = field[place] ?? 0;
      if (((mask >>> (id & 31)) & 1) === 0) continue;
      const stem = stems.get(id);
      if (stem === undefined) continue;
      if (this.counts[stem] === 0) this.firsts[stem] = place;
      this.counts[stem] = (this.counts[stem] ?? 0) + 1;
      this.words += 1;
    }
  }

  private lookFor({ alternatives }: StemmedTerm, index: number, field: Int32Array): boolean {
    let most = 0;
    let earliest = NOWHERE;
    for (const phrase of alternatives) {
      const { times, first } = this.occurrences(phrase, field);
      if (times === 0) continue;
      if (times > most) most = times;
      if (earliest === NOWHERE || first < earliest) earliest = first;
    }
    this.frequencies[index] = most;
    this.places[index] = earliest;
    return most > 0;
  }

  private occurrences(phrase: readonly number[], field: Int32Array): Occurrences {
    const [only] = phrase;
    if (only === undefined) return NONE;
    if (phrase.length === 1)
      return { times: this.counts[only] ?? 0, first: this.firsts[only] ?? NOWHERE };
    if (phrase.some((stem) => this.counts[stem] === 0)) return NONE;
    return this.standing(phrase, field);
  }

  private standing(phrase: readonly number[], field: Int32Array): Occurrences {
    const { stems } = this.query;
    const last = Math.min(field.length, MOST_WORDS) - phrase.length;
    let times = 0;
    let first = NOWHERE;
    for (let place = this.firsts[phrase[0] ?? 0] ?? 0; place <= last; place += 1) {
      const stands = phrase.every((stem, ahead) => stems.get(field[place + ahead] ?? 0) === stem);
      if (!stands) continue;
      if (times === 0) first = place;
      times += 1;
    }
    return { times, first };
  }
}

interface Occurrences {
  readonly times: number;
  readonly first: number;
}

const NONE: Occurrences = { times: 0, first: NOWHERE };
