import type { ChineseSegmenter } from './chinese-segmenter.port';
import { isAscii, normalizeText } from './normalize-text';
import type { Word } from './word.types';

/**
 * A word is a run of letters and digits. An apostrophe between letters and a point between digits belong to it
 * ("women's", "43.2"); anything else, such as the hyphen in "dv7-1211ea", ends it.
 */
const ASCII_RUN =
  /[A-Za-z0-9]+(?:(?:(?<=[A-Za-z])'(?=[A-Za-z])|(?<=[0-9])\.(?=[0-9]))[A-Za-z0-9]+)*/g;

const HAN = String.raw`\p{Script=Han}`;
const PART = String.raw`(?:(?!${HAN})[\p{L}\p{N}\p{M}\p{Cf}])+`;
const INSIDE = String.raw`(?:(?<=\p{L})['’](?=\p{L})|(?<=\p{Nd})\.(?=\p{Nd}))`;
/** The same for every script; a run of Chinese characters is a run of its own, to be cut by the segmenter. */
const UNICODE_RUN = new RegExp(`${HAN}+|${PART}(?:${INSIDE}${PART})*`, 'gu');

const STARTS_WITH_HAN = new RegExp(`^${HAN}`, 'u');
const NOT_IN_A_SURFACE = /[^\p{L}\p{N}\p{M}.]/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const ONLY_LETTERS = /^\p{L}+$/u;

const HYPHENS: ReadonlySet<string> = new Set(['-', '\u2010', '\u2011']);

/** Cuts text into words, the same way for products, queries and highlights. */
export class Analyzer {
  constructor(private readonly segmenter: ChineseSegmenter) {}

  /** The words from left to right, without overlap. What stands between them is not searched for. */
  words(text: string): readonly Word[] {
    if (isAscii(text)) return asciiWords(text);
    return matches(UNICODE_RUN, text).flatMap(([run, start]) =>
      STARTS_WITH_HAN.test(run) ? this.hanWords(run, start) : plainWord(run, start),
    );
  }

  /**
   * The surface words under which a text is found: its words, the shorter words within a long Chinese one, and
   * hyphenated words also in one piece ("wi-fi": wi, fi, wifi).
   */
  indexWords(text: string): readonly string[] {
    const surfaces: string[] = [];
    let joined = '';
    let end = -1;
    for (const word of isAscii(text) ? asciiWords(text) : this.wordsForIndex(text)) {
      const continues = word.start === end + 1 && HYPHENS.has(text.charAt(end));
      joined = continues ? joined + word.surface : word.surface;
      surfaces.push(word.surface);
      if (continues && ONLY_LETTERS.test(joined)) surfaces.push(joined);
      end = word.end;
    }
    return surfaces;
  }

  private wordsForIndex(text: string): readonly Word[] {
    return matches(UNICODE_RUN, text).flatMap(([run, start]) => {
      if (!STARTS_WITH_HAN.test(run)) return plainWord(run, start);
      const end = start + run.length;
      const surfaces = this.segmenter.cutForIndex(normalizeText(run));
      return surfaces.map((surface) => ({ surface, start, end }));
    });
  }

  private hanWords(run: string, start: number): Word[] {
    let at = start;
    return this.segmenter.cut(run).map((piece) => {
      const word = { surface: normalizeText(piece), start: at, end: at + piece.length };
      at = word.end;
      return word;
    });
  }
}

function asciiWords(text: string): Word[] {
  return matches(ASCII_RUN, text).map(([run, start]) => ({
    surface: run.replaceAll("'", '').toLowerCase(),
    start,
    end: start + run.length,
  }));
}

function plainWord(run: string, start: number): Word[] {
  const surface = normalizeText(run).replace(NOT_IN_A_SURFACE, '');
  return LETTER_OR_DIGIT.test(surface) ? [{ surface, start, end: start + run.length }] : [];
}

function matches(pattern: RegExp, text: string): [string, number][] {
  return Array.from(text.matchAll(pattern), (match) => [match[0], match.index]);
}
