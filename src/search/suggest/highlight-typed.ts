import type { Analyzer } from '../analysis/analyzer';
import type { Word } from '../analysis/word.types';
import { highlightWhole } from '../highlight/highlight-text';
import type { MatchedSpan } from '../highlight/highlight-words';
import type { CompletionRequest } from '../keyword-engine.port';
import type { HighlightPiece } from '../search.types';

/** Marks what was typed within a suggestion: whole words, and the beginning of the word that is being typed. */
export function highlightTyped(
  suggestion: string,
  typed: Pick<CompletionRequest, 'words' | 'prefix'>,
  analyzer: Analyzer,
): readonly HighlightPiece[] {
  const spans = analyzer.words(suggestion).flatMap((word) => typedPart(word, typed));
  return highlightWhole(suggestion, spans);
}

function typedPart(
  { surface, start, end }: Word,
  { words, prefix }: Pick<CompletionRequest, 'words' | 'prefix'>,
): readonly MatchedSpan[] {
  if (words.includes(surface)) return [{ start, end }];
  if (prefix === '' || !surface.startsWith(prefix)) return [];
  // Offsets within the surface are offsets within the text, unless normalisation changed the length.
  if (surface.length !== end - start) return [{ start, end }];
  return [{ start, end: start + prefix.length }];
}
