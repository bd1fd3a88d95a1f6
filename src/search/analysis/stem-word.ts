// `stemmer` is a pure function of 200 lines without dependencies: allowed in a subject, like an own algorithm.
import { stemmer } from 'stemmer';

/** Plain words only: digits make a code, other scripts have other endings, and no English word is longer. */
const STEMMABLE = /^[a-z]{3,40}$/;

/** Words of a catalogue repeat; a hundred thousand stems take about 10 MB. */
const REMEMBERED_STEMS = 100_000;

const remembered = new Map<string, string>();

/**
 * The stem of an English word: "headphones" and "headphone" have the same. Numbers, codes and words in other scripts are
 * their own stem. Takes and gives normalised surfaces.
 *
 * @see Porter 1980, "An algorithm for suffix stripping".
 */
export function stemWord(surface: string): string {
  if (!STEMMABLE.test(surface)) return surface;
  const known = remembered.get(surface);
  if (known !== undefined) return known;
  // Forgetting everything at once is cheap and bounds the memory; the common words are back within one batch.
  if (remembered.size >= REMEMBERED_STEMS) remembered.clear();
  const stem = stemmer(surface);
  remembered.set(surface, stem);
  return stem;
}
