/** How large a network is. */
export interface NetworkShape {
  readonly items: number;
  /** Numbers per item; a multiple of `heads`. */
  readonly width: number;
  readonly blocks: number;
  /** Each looks back in its own way, at its share of the width. */
  readonly heads: number;
  /** The most acts of the past that are looked at. */
  readonly length: number;
}

/** A network as plain numbers: a vector per item, and everything else in one array. */
export interface SequenceNetwork {
  readonly shape: NetworkShape;
  /** [items, width] */
  readonly table: Float32Array;
  /** Laid out by `partsOf`. */
  readonly rest: Float32Array;
}

/** The parts of one block: attention, then a small network of its own for each act; in the order in which they are kept. */
export const BLOCK_PARTS = [
  'attentionGain',
  'attentionBias',
  'query',
  'key',
  'value',
  'mix',
  'distance',
  'forwardGain',
  'forwardBias',
  'up',
  'upBias',
  'down',
  'downBias',
] as const;

export type BlockPart = (typeof BLOCK_PARTS)[number];

/** What follows the last block. */
export const LAST_PARTS = ['gain', 'bias'] as const;

export type LastPart = (typeof LAST_PARTS)[number];

/** A part within `rest`. */
export interface PartPlace {
  readonly block: number | null;
  readonly part: BlockPart | LastPart;
  readonly from: number;
  readonly rows: number;
  readonly columns: number;
}

export function partsOf(shape: NetworkShape): readonly PartPlace[] {
  const places: PartPlace[] = [];
  let from = 0;
  const add = (block: number | null, part: PartPlace['part']): void => {
    const [rows, columns] = SIZES[part](shape);
    places.push({ block, part, from, rows, columns });
    from += rows * columns;
  };
  for (let block = 0; block < shape.blocks; block += 1)
    for (const part of BLOCK_PARTS) add(block, part);
  for (const part of LAST_PARTS) add(null, part);
  return places;
}

/** How many numbers `rest` holds. */
export function restLength(shape: NetworkShape): number {
  return partsOf(shape).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}

type Size = (shape: NetworkShape) => readonly [rows: number, columns: number];

const row: Size = ({ width }) => [1, width];
const square: Size = ({ width }) => [width, width];

const SIZES: Readonly<Record<BlockPart | LastPart, Size>> = {
  attentionGain: row,
  attentionBias: row,
  query: square,
  key: square,
  value: square,
  mix: square,
  distance: ({ heads, length }) => [heads, length],
  forwardGain: row,
  forwardBias: row,
  up: square,
  upBias: row,
  down: square,
  downBias: row,
  gain: row,
  bias: row,
};
