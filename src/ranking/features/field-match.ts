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
  private readonly only = { times: 0, first: NOWHERE };

  constructor(private readonly query: QueryStems) {
    this.frequencies = new Int32Array(query.terms.length);
    this.places = new Int32Array(query.terms.length);
    this.counts = new Int32Array(query.stems.size);
    this.firsts = new Int32Array(query.stems.size);
  }

  /** @returns whether any term stands in the field; only then do the arrays tell of it. */
  look(field: Int32Array): boolean {
    if (!this.countStems(field)) return false;
    const { terms } = this.query;
    let found = false;
    for (let index = 0; index < terms.length; index += 1)
      found = this.lookFor(terms[index] ?? NO_WAYS, index, field) || found;
    return found;
  }

  /** Whether the words of the query stand next to each other, in order, in the field that was looked at. */
  holdsPhrase(field: Int32Array): boolean {
    const { phrase } = this.query;
    if (phrase.length === 1) return this.timesOf(phrase[0]) > 0;
    return phrase.length > 0 && this.standing(phrase, field).times > 0;
  }

  private countStems(field: Int32Array): boolean {
    const { stems, mask } = this.query;
    this.words = 0;
    const end = Math.min(field.length, MOST_WORDS);
    for (let place = 0; place < end; place += 1) {
      const id = field[place] ?? 0;
      if (((mask >>> (id & 31)) & 1) === 0) continue;
      const stem = stems.get(id);
      if (stem !== undefined) this.count(stem, place);
    }
    return this.words > 0;
  }

  private count(stem: number, place: number): void {
    if (this.words === 0) this.counts.fill(0);
    if (this.counts[stem] === 0) this.firsts[stem] = place;
    this.counts[stem] = (this.counts[stem] ?? 0) + 1;
    this.words += 1;
  }

  private lookFor(ways: StemmedTerm, index: number, field: Int32Array): boolean {
    let most = 0;
    let earliest = NOWHERE;
    for (const phrase of ways) {
      // Nearly all are single words, which need no look at the field and no object for the answer.
      const { times, first } =
        phrase.length === 1 ? this.single(phrase[0]) : this.standing(phrase, field);
      if (times === 0) continue;
      if (times > most) most = times;
      if (earliest === NOWHERE || first < earliest) earliest = first;
    }
    this.frequencies[index] = most;
    this.places[index] = earliest;
    return most > 0;
  }

  private single(stem: number | undefined): Occurrences {
    this.only.times = this.timesOf(stem);
    this.only.first = this.firsts[stem ?? 0] ?? NOWHERE;
    return this.only;
  }

  private timesOf(stem: number | undefined): number {
    return stem === undefined ? 0 : (this.counts[stem] ?? 0);
  }

  private standing(phrase: readonly number[], field: Int32Array): Occurrences {
    if (phrase.length === 0 || phrase.some((stem) => this.timesOf(stem) === 0)) return NONE;
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
const NO_WAYS: StemmedTerm = [];
