import { WordPieces } from '../../../../ml-models/sentence-encoder/word-pieces';

const PIECES = [
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'sofa',
  'so',
  '##fa',
  '##s',
  'cafe',
  '!',
  '-',
  '无',
  '线',
];
const words = new WordPieces({ vocabulary: PIECES.join('\n'), mostTokens: 8 });

const piecesOf = (text: string) => words.numbersOf(text).map((number) => PIECES[number]);
const between = (text: string) => piecesOf(text).slice(1, -1);

describe('word pieces', () => {
  it('stand between the marks of both ends', () => {
    expect(piecesOf('sofa')).toEqual(['[CLS]', 'sofa', '[SEP]']);
    expect(piecesOf('')).toEqual(['[CLS]', '[SEP]']);
  });

  it('are the longest that fit, from the left; a word that they do not make up is unknown as a whole', () => {
    expect(between('sofas')).toEqual(['sofa', '##s']);
    expect(between('sofax')).toEqual(['[UNK]']);
  });

  it('know neither capitals nor accents, and stand apart at signs and Chinese characters', () => {
    expect(between('CAFÉ-Sofa!')).toEqual(['cafe', '-', 'sofa', '!']);
    expect(between('无线')).toEqual(['无', '线']);
  });

  it('are cut off after as many as are read', () => {
    expect(piecesOf('sofa '.repeat(20))).toHaveLength(8);
    expect(piecesOf('sofa '.repeat(20)).at(-1)).toBe('[SEP]');
  });

  it('need the marks', () => {
    expect(() => new WordPieces({ vocabulary: 'sofa', mostTokens: 8 })).toThrow('[CLS]');
  });
});
