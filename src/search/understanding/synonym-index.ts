import type { Analyzer } from '../analysis/analyzer';
import { stemWord } from '../analysis/stem-word';
import type { Phrase } from '../match-query.types';
import type { Synonyms } from '../settings/search-settings.types';
import type { Expansion } from './expand-terms';

interface Rule {
  readonly from: readonly string[];
  readonly to: Phrase;
}

/** Finds the synonyms of the words of a query, in whatever form they are typed ("laptops" is "laptop"). */
export class SynonymIndex {
  private readonly rulesByFirstStem = new Map<string, Rule[]>();
  private readonly stems = new Set<string>();

  constructor(synonyms: readonly Synonyms[], analyzer: Analyzer) {
    const phraseOf = (text: string): Phrase => analyzer.words(text).map((word) => word.surface);
    for (const { from, to } of synonyms.flatMap(directions)) this.add(phraseOf(from), phraseOf(to));
  }

  /** Whether the word is part of anything that has synonyms: it means something, though perhaps no product has it. */
  knows(word: string): boolean {
    return this.stems.has(stemWord(word));
  }

  /** Every synonym of every run of neighbouring words. */
  expansionsOf(words: readonly string[]): readonly Expansion[] {
    const stems = words.map(stemWord);
    return stems.flatMap((stem, from) =>
      (this.rulesByFirstStem.get(stem) ?? [])
        .filter((rule) => rule.from.every((part, offset) => stems[from + offset] === part))
        .map((rule) => ({ from, to: from + rule.from.length, phrase: rule.to })),
    );
  }

  private add(from: Phrase, to: Phrase): void {
    const stems = from.map(stemWord);
    const [first] = stems;
    if (first === undefined || to.length === 0) return;
    for (const stem of stems) this.stems.add(stem);
    const rules = this.rulesByFirstStem.get(first) ?? [];
    rules.push({ from: stems, to });
    this.rulesByFirstStem.set(first, rules);
  }
}

function directions(synonyms: Synonyms): readonly { from: string; to: string }[] {
  if ('from' in synonyms) return synonyms.to.map((to) => ({ from: synonyms.from, to }));
  return synonyms.words.flatMap((from) =>
    synonyms.words.filter((to) => to !== from).map((to) => ({ from, to })),
  );
}
