import type { HighlightedText } from '../../schema/search/highlighted-text.type';
import type { HighlightPiece } from '../../src/search/search.types';

/** Null when there is nothing to show. */
export function highlightedText(pieces: readonly HighlightPiece[]): HighlightedText | null {
  return pieces.some((piece) => piece.matched) ? markedText(pieces) : null;
}

export function markedText(pieces: readonly HighlightPiece[]): HighlightedText {
  return { pieces, html: pieces.map(asHtml).join('') };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function asHtml({ text, matched }: HighlightPiece): string {
  const escaped = text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
  return matched ? `<mark>${escaped}</mark>` : escaped;
}
