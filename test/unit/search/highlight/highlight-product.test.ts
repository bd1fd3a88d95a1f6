import fc from 'fast-check';
import { JiebaSegmenter } from '../../../../src/adapters/segmenter-jieba/jieba-segmenter';
import { Analyzer } from '../../../../src/search/analysis/analyzer';
import { highlightProduct } from '../../../../src/search/highlight/highlight-product';
import { HighlightWords } from '../../../../src/search/highlight/highlight-words';
import type { HighlightPiece } from '../../../../src/search/search.types';

const analyzer = new Analyzer(new JiebaSegmenter());

/** The words of the query as terms; a phrase is written with underscores: `power_bank`. */
const wanted = (query: string, codes: readonly string[] = []) =>
  new HighlightWords(
    query.split(' ').map((word) => ({ word, alternatives: [word.split('_')] })),
    codes,
  );

const marked = (pieces: readonly HighlightPiece[]): string =>
  pieces.map(({ text, matched }) => (matched ? `[${text}]` : text)).join('');

const titleOf = (title: string, query: string, codes: readonly string[] = []) =>
  marked(highlightProduct({ title, description: '' }, wanted(query, codes), analyzer).title);

const windowOf = (description: string, query: string) =>
  highlightProduct({ title: '', description }, wanted(query), analyzer).description;

describe('the title', () => {
  it.each([
    [
      'marks words in any form',
      'USB Cables for printing',
      'cable print',
      'USB [Cables] for [printing]',
    ],
    ['marks words with diacritics', 'Crème brûlée torch', 'creme', '[Crème] brûlée torch'],
    [
      'marks a phrase only where its words stand together',
      'Power bank, power strip',
      'power_bank',
      '[Power] [bank], power strip',
    ],
    ['marks a word that the title writes in two', 'Wi-Fi router', 'wifi', '[Wi]-[Fi] router'],
    [
      'marks no neighbour that only looks like an ending',
      'Speaker Red',
      'speakers',
      '[Speaker] Red',
    ],
    ['marks Chinese words', '索尼无线蓝牙耳机', '耳机', '索尼无线蓝牙[耳机]'],
    ['marks a Chinese word within a longer one', '中国科学院出版', '科学', '中国[科学]院出版'],
    ['marks full-width letters', 'ＵＳＢ充电器', 'usb', '[ＵＳＢ]充电器'],
    ['marks nothing when nothing matches', 'Steel tripod', 'camera', 'Steel tripod'],
  ])('%s', (_fact, title, query, expected) => {
    expect(titleOf(title, query)).toBe(expected);
  });

  it('marks a code however it is punctuated', () => {
    expect(titleOf('HP DV7-1211EA laptop', 'x', ['dv71211ea'])).toBe('HP [DV7]-[1211EA] laptop');
  });
});

describe('the description', () => {
  it('is empty when nothing matches', () => {
    expect(windowOf('A steel tripod.', 'camera')).toEqual([]);
  });

  it('is whole when it is short', () => {
    expect(marked(windowOf('A steel tripod.', 'tripod'))).toBe('A steel [tripod].');
  });

  it('shows the part with most different words of the query, cut between words', () => {
    const filler = 'lorem ipsum dolor sit amet '.repeat(20);
    const text = `camera ${filler}the camera has a lens ${filler}`;
    const shown = marked(windowOf(text, 'camera lens'));
    expect(shown).toContain('the [camera] has a [lens]');
    expect(shown).toMatch(/^…(lorem|ipsum|dolor|sit|amet) .* (lorem|ipsum|dolor|sit|amet)…$/);
    expect(shown.length).toBeLessThanOrEqual(200 + '[][]……'.length);
  });

  it('reads at most 20,000 characters into a description, never half a pair', () => {
    const description = `${'😀'.repeat(10_000)}😀 camera`;
    expect(windowOf(description, 'camera')).toEqual([]);
    const early = windowOf(`camera ${'😀'.repeat(20_000)}`, 'camera');
    expect(early.every(({ text }) => text.isWellFormed())).toBe(true);
  });

  it('takes little time on a description full of matches', () => {
    const started = performance.now();
    windowOf('camera '.repeat(20_000), 'camera');
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the pieces', () => {
  const text = fc
    .array(
      fc.constantFrom('camera', 'cameras', 'Lens', '😀', '华为', '手机', 'e\u0301', 'x1', '-', ' '),
      {
        maxLength: 120,
      },
    )
    .map((parts) => parts.join(' '));

  it('of a title joined give the title back', () => {
    fc.assert(
      fc.property(text, (title) => {
        const pieces = highlightProduct(
          { title, description: '' },
          wanted('camera 手机'),
          analyzer,
        );
        expect(pieces.title.map((piece) => piece.text).join('')).toBe(title);
      }),
    );
  });

  it('of a description joined, without the ellipses, are a part of it, well-formed and not much over 200', () => {
    fc.assert(
      fc.property(text, (description) => {
        const pieces = windowOf(description, 'camera lens');
        const shown = pieces.map((piece) => piece.text).join('');
        expect(description).toContain(shown.replace(/^…|…$/g, ''));
        expect(pieces.every((piece) => piece.text.isWellFormed() && piece.text !== '')).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(202);
      }),
    );
  });
});
