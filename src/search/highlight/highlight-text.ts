import type { Word } from '../analysis/word.types';
import type { HighlightPiece } from '../search.types';
import type { MatchedSpan } from './highlight-words';

/** About how many characters of a long text are shown around its matches. */
const WINDOW_CHARACTERS = 200;

const ELLIPSIS = '…';

/** The whole text in pieces. */
export function highlightWhole(
  text: string,
  spans: readonly MatchedSpan[],
): readonly HighlightPiece[] {
  return piecesOf(text, { start: 0, end: text.length }, spans);
}

/**
 * The part of the text with most matches, about 200 characters, cut between words, with an ellipsis where text is left out.
 * Empty when nothing matches.
 *
 * @param words all words of the text: the places where it may be cut.
 */
export function highlightWindow(
  text: string,
  words: readonly Word[],
  spans: readonly MatchedSpan[],
): readonly HighlightPiece[] {
  if (spans.length === 0) return [];
  const window = cutBetweenWords(densestWindow(text, spans), text, words);
  const pieces = piecesOf(text, window, spans);
  return [
    ...(window.start > 0 ? [{ text: ELLIPSIS, matched: false }] : []),
    ...pieces,
    ...(window.end < text.length ? [{ text: ELLIPSIS, matched: false }] : []),
  ];
}

/** The window that holds most different words of the query, then most matches, then the earliest; centred on them. */
function densestWindow(text: string, spans: readonly MatchedSpan[]): MatchedSpan {
  let best = { score: -1, start: 0, end: 0 };
  for (const [index, first] of spans.entries()) {
    const held = spansInWindow(spans, index);
    const different = new Set(held.map(({ start, end }) => text.slice(start, end).toLowerCase()));
    const score = different.size * spans.length + held.length;
    if (score > best.score)
      best = { score, start: first.start, end: held.at(-1)?.end ?? first.end };
  }
  const room = Math.max(0, WINDOW_CHARACTERS - (best.end - best.start));
  const start = Math.max(0, best.start - Math.floor(room / 2));
  return { start, end: Math.min(text.length, Math.max(best.end, start + WINDOW_CHARACTERS)) };
}

/** The spans from the given one that fit into one window; at least that one. */
function spansInWindow(spans: readonly MatchedSpan[], from: number): readonly MatchedSpan[] {
  const limit = (spans[from]?.start ?? 0) + WINDOW_CHARACTERS;
  let to = from + 1;
  while ((spans[to]?.end ?? Number.POSITIVE_INFINITY) <= limit) to += 1;
  return spans.slice(from, to);
}

/** Moves the ends inwards to the next border of a word, so that no word is shown in part. */
function cutBetweenWords(window: MatchedSpan, text: string, words: readonly Word[]): MatchedSpan {
  const whole = words.filter(({ start, end }) => start >= window.start && end <= window.end);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return window;
  return {
    start: window.start === 0 ? 0 : first.start,
    end: window.end === text.length ? text.length : last.end,
  };
}

function piecesOf(
  text: string,
  window: MatchedSpan,
  spans: readonly MatchedSpan[],
): readonly HighlightPiece[] {
  const pieces: HighlightPiece[] = [];
  let at = window.start;
  for (const { start, end } of spans) {
    if (start < window.start || end > window.end) continue;
    pieces.push({ text: text.slice(at, start), matched: false });
    pieces.push({ text: text.slice(start, end), matched: true });
    at = end;
  }
  pieces.push({ text: text.slice(at, window.end), matched: false });
  return pieces.filter((piece) => piece.text !== '');
}
