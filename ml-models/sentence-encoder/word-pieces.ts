/** How the words of a text become numbers that a network was trained on. */
export interface TokenizerOptions {
  /** One piece per line; its number is its place. Pieces that go on within a word begin with `##`. */
  readonly vocabulary: string;
  /** Pieces per text at most, both marks of its ends included; what is beyond is cut off. At least 3. */
  readonly mostTokens: number;
}

/** A longer word is unknown as a whole. */
const LONGEST_WORD = 100;

/** Marks of combining accents, once letters are taken apart. */
const ACCENTS = /\p{Mn}/gu;
const CONTROLS = /[\0\uFFFD]|(?![\t\n\r])\p{C}/gu;
/** Chinese characters are words of their own. Not all of the script: the ranges that the network was trained with. */
const IDEOGRAPHS =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;
/** Signs stand alone; to the network those of ASCII are all signs, others only what Unicode calls punctuation. */
const WORDS_AND_SIGNS = /[!-/:-@[-`{-~]|\p{P}|[^\s!-/:-@[-`{-~\p{P}]+/gu;

/**
 * Cuts texts into the pieces of words that uncased BERT networks know: longest piece first, from the left.
 *
 * @see Wu et al. 2016, "Google's Neural Machine Translation System", section 4.1.
 */
export class WordPieces {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly longestPiece: number;
  private readonly begin: number;
  private readonly end: number;
  private readonly unknown: number;

  /** @throws Error when the vocabulary lacks the marks of the ends or of the unknown. */
  constructor(private readonly options: TokenizerOptions) {
    const pieces = options.vocabulary.split(/\r?\n/).filter((piece) => piece !== '');
    this.numbers = new Map(pieces.map((piece, number) => [piece, number]));
    this.longestPiece = pieces.reduce((longest, { length }) => Math.max(longest, length), 0);
    this.begin = this.numberOf('[CLS]');
    this.end = this.numberOf('[SEP]');
    this.unknown = this.numberOf('[UNK]');
  }

  /** The pieces of a text between the marks of its beginning and its end. */
  numbersOf(text: string): readonly number[] {
    const most = this.options.mostTokens - 2;
    const pieces: number[] = [];
    for (const [word] of plain(text).matchAll(WORDS_AND_SIGNS)) {
      pieces.push(...this.piecesOf(word));
      if (pieces.length >= most) break;
    }
    return [this.begin, ...pieces.slice(0, most), this.end];
  }

  private piecesOf(word: string): readonly number[] {
    const characters = Array.from(word);
    if (characters.length > LONGEST_WORD) return [this.unknown];
    const pieces: number[] = [];
    for (let from = 0; from < characters.length;) {
      const piece = this.longestFrom(characters, from);
      if (piece === null) return [this.unknown];
      pieces.push(piece.number);
      from += piece.length;
    }
    return pieces;
  }

  private longestFrom(characters: readonly string[], from: number) {
    const mark = from === 0 ? '' : '##';
    const most = Math.min(characters.length - from, this.longestPiece);
    for (let length = most; length > 0; length -= 1) {
      const number = this.numbers.get(mark + characters.slice(from, from + length).join(''));
      if (number !== undefined) return { number, length };
    }
    return null;
  }

  private numberOf(piece: string): number {
    const number = this.numbers.get(piece);
    if (number !== undefined) return number;
    throw new Error(`it has no ${piece}`);
  }
}

/** Small letters without accents, Chinese characters apart. */
function plain(text: string): string {
  return text
    .replace(CONTROLS, '')
    .replace(IDEOGRAPHS, ' $& ')
    .normalize('NFD')
    .replace(ACCENTS, '')
    .toLowerCase();
}
