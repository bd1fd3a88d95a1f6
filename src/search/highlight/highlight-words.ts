import { stemWord } from '../analysis/stem-word';
import type { Word } from '../analysis/word.types';
import type { QueryTerm } from '../match-query.types';

const HAN = /\p{Script=Han}/u;

/** "Wi-Fi" for "wifi", "DV7 - 1211EA" for "dv71211ea": so many words of a text may be one word of the query. */
const LONGEST_JOIN = 4;

/** A piece of the text where a word of the query stands, in UTF-16 units. */
export interface MatchedSpan {
  readonly start: number;
  readonly end: number;
}

/** The words of a query as they are looked for in a text. */
export class HighlightWords {
  /** Stems of words: each matches alone. */
  private readonly stems: ReadonlySet<string>;
  /** Words as they are, and codes: what several words of a text may be when written together. */
  private readonly wholes: ReadonlySet<string>;
  /** Stems that match only next to each other. */
  private readonly phrases: readonly (readonly string[])[];
  private readonly chinese: readonly string[];

  constructor(terms: readonly QueryTerm[], codes: readonly string[]) {
    const phrases = terms.flatMap((term) => term.alternatives);
    const words = phrases.filter((phrase) => phrase.length === 1).flat();
    this.stems = new Set([...words.map(stemWord), ...codes]);
    this.wholes = new Set([...words, ...codes]);
    this.phrases = phrases
      .filter((phrase) => phrase.length > 1)
      .map((phrase) => phrase.map(stemWord));
    this.chinese = words.filter((word) => HAN.test(word));
  }

  /** Where the query's words stand among the words of a text: in order, without overlap. */
  findIn(words: readonly Word[]): readonly MatchedSpan[] {
    const stems = words.map((word) => stemWord(word.surface));
    const matched = stems.map((stem) => this.stems.has(stem));
    for (const index of words.keys()) {
      const length = Math.max(this.phraseAt(stems, index), this.joinAt(words, index));
      matched.fill(true, index, index + length);
    }
    return words.flatMap((word, index) => (matched[index] ? [word] : this.withinChinese(word)));
  }

  /** Words of the phrase that begins here; 0 when none does. */
  private phraseAt(stems: readonly string[], from: number): number {
    const lengths = this.phrases
      .filter((phrase) => phrase.every((stem, offset) => stems[from + offset] === stem))
      .map((phrase) => phrase.length);
    return Math.max(0, ...lengths);
  }

  /** Words from here that together, without what stands between them, are one word or code of the query. */
  private joinAt(words: readonly Word[], from: number): number {
    let joined = words[from]?.surface ?? '';
    for (let length = 2; length <= LONGEST_JOIN; length += 1) {
      const next = words[from + length - 1];
      if (!next) return 0;
      joined += next.surface;
      // Not by stem: "speaker" and "red" make "speakerred", whose stem is that of "speaker".
      if (this.wholes.has(joined)) return length;
    }
    return 0;
  }

  /** The index knows the shorter words within a long Chinese one, so that they may be what matched. */
  private withinChinese({ surface, start, end }: Word): readonly MatchedSpan[] {
    if (this.chinese.length === 0 || !HAN.test(surface)) return [];
    const inner = this.chinese.find((word) => surface.includes(word));
    if (inner === undefined) return [];
    // Offsets within the surface are offsets within the text, unless normalisation changed the length.
    if (surface.length !== end - start) return [{ start, end }];
    const from = start + surface.indexOf(inner);
    return [{ start: from, end: from + inner.length }];
  }
}
