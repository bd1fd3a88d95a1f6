import type { Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import type { Analyzer } from '../analysis/analyzer';
import { normalizeText } from '../analysis/normalize-text';
import type { KeywordEngine } from '../keyword-engine.port';
import type { Phrase } from '../match-query.types';
import type { SearchSettings } from '../settings/search-settings.types';
import { CatalogueWords } from './catalogue-words';
import { codesOf, isOneCode } from './codes-of';
import { joinsOf } from './compounds';
import { correctWords } from './correct-words';
import { RecentReadings } from './recent-readings';
import { expandTerms, type Expansion } from './expand-terms';
import type { QueryWord, Replacement } from './query-word.types';
import { selectWords } from './select-words';
import { SynonymIndex } from './synonym-index';
import type { UnderstoodQuery } from './understood-query.types';

/** A word that stands in so many products is how the shop writes it; trying to split it would cost time for nothing. */
const ESTABLISHED_PRODUCTS = 100;

const HAN = /\p{Script=Han}/u;

/** Reads what a shopper typed, with the words of the catalogue at hand. */
export class QueryUnderstanding {
  private readonly stopWords: ReadonlySet<string>;
  private readonly synonyms: SynonymIndex;
  private readonly recent: RecentReadings;

  constructor(
    private readonly engine: KeywordEngine,
    private readonly analyzer: Analyzer,
    private readonly settings: SearchSettings,
    private readonly clock: Clock,
  ) {
    this.recent = new RecentReadings(clock);
    this.stopWords = new Set(settings.stopWords.flatMap((word) => surfacesOf(word, analyzer)));
    this.synonyms = new SynonymIndex(settings.synonyms, analyzer);
  }

  /** Words, without those that mean nothing, corrected, with synonyms and compounds as alternatives. */
  async understand(text: string, deadline?: Deadline): Promise<UnderstoodQuery> {
    // An engine that finds what was written at once is asked each time.
    if (this.engine.capabilities.readsOwnWrites) return this.read(text, deadline);
    const known = this.recent.get(text);
    if (known) return known;
    const at = this.clock();
    const query = await this.read(text, deadline);
    this.recent.note(text, query, at);
    return query;
  }

  /** The words of a text joined by blanks. */
  normalizedText(text: string): string {
    return this.analyzer
      .words(text)
      .map((word) => word.surface)
      .join(' ');
  }

  private async read(text: string, deadline: Deadline | undefined): Promise<UnderstoodQuery> {
    const selected = selectWords(this.analyzer.words(text), this.stopWords);
    const catalogue = new CatalogueWords(this.engine, deadline);
    await catalogue.learn(wordsToAskAbout(selected.words));
    const corrected = await correctWords(selected.words, {
      catalogue,
      typos: this.settings.typos,
      synonyms: this.synonyms,
    });
    const surfaces = corrected.words.map((word) => word.surface);
    const expansions = [
      ...this.synonyms.expansionsOf(surfaces),
      ...(await compoundsOf(corrected.words, catalogue, this.settings.relaxation.fewerThan)),
    ];
    const searchedText = replaceIn(text, corrected.corrections);
    return {
      terms: expandTerms(surfaces, expansions),
      codes: codesOf(text),
      isOneCode: isOneCode(text),
      wordFrequencies: new Map(surfaces.map((word) => [word, catalogue.products(word)])),
      normalizedText: this.normalizedText(searchedText),
      searchedText,
      corrections: corrected.corrections.map((correction) => ({
        typed: text.slice(correction.start, correction.end),
        corrected: correction.corrected,
      })),
      didYouMean: likelierText(text, corrected),
      ignoredWords: selected.ignored.map((word) => text.slice(word.start, word.end)),
    };
  }
}

/** A Chinese stop word is one word already: cutting it would load a dictionary that an English shop never needs. */
function surfacesOf(stopWord: string, analyzer: Analyzer): readonly string[] {
  if (HAN.test(stopWord)) return [normalizeText(stopWord)];
  return analyzer.words(stopWord).map((word) => word.surface);
}

/** Everything that the words may raise a question about, so that one call to the engine is the usual case. */
function wordsToAskAbout(words: readonly QueryWord[]): readonly string[] {
  return [...words.map((word) => word.surface), ...joinsOf(words).map((join) => join.joined)];
}

/** Neighbours that the catalogue oftener writes as one word, and words that it oftener writes as two. */
async function compoundsOf(
  words: readonly QueryWord[],
  catalogue: CatalogueWords,
  few: number,
): Promise<readonly Expansion[]> {
  // New words only when some were corrected.
  await catalogue.learn(wordsToAskAbout(words));
  const compounds: Expansion[] = [];
  for (const { at, joined } of joinsOf(words)) {
    const pair = [words[at]?.surface ?? '', words[at + 1]?.surface ?? ''];
    if (await isJoinWorthwhile(joined, pair, { catalogue, few }))
      compounds.push({ from: at, to: at + 2, phrase: [joined] });
  }
  for (const [index, { surface }] of words.entries()) {
    const products = catalogue.products(surface);
    if (products >= ESTABLISHED_PRODUCTS) continue;
    const best = await catalogue.bestSplit(surface, products);
    if (best) compounds.push({ from: index, to: index + 1, phrase: best.phrase });
  }
  return compounds;
}

/**
 * A rare spelling in one word would score above the usual one in two, just because it is rare. It is only looked for when it is
 * the usual one, or when the two words are found together in few products.
 */
async function isJoinWorthwhile(
  joined: string,
  pair: Phrase,
  { catalogue, few }: { catalogue: CatalogueWords; few: number },
): Promise<boolean> {
  const asOne = catalogue.products(joined);
  if (asOne === 0) return false;
  const asTwo = await catalogue.productsWith(pair);
  return asOne >= asTwo || asTwo < few;
}

function likelierText(
  text: string,
  { corrections, doubts }: { corrections: readonly Replacement[]; doubts: readonly Replacement[] },
): string | null {
  if (doubts.length === 0) return null;
  return replaceIn(text, [...corrections, ...doubts]);
}

function replaceIn(text: string, replacements: readonly Replacement[]): string {
  const lastFirst = [...replacements].sort((one, other) => other.start - one.start);
  return lastFirst.reduce(
    (replaced, { start, end, corrected }) =>
      replaced.slice(0, start) + corrected + replaced.slice(end),
    text,
  );
}
