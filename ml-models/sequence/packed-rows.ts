/** Several sequences side by side in rows of one length: a row holds as many as fit, so that hardly anything is filled up. */
export interface PackedRows {
  readonly count: number;
  readonly rowLength: number;
  /** By token, row by row: which sequence it belongs to, from 0; −1 where a row is filled up. */
  readonly sequences: Int32Array;
  /** By sequence: its first token, and how many it has. */
  readonly starts: Int32Array;
  readonly lengths: Int32Array;
}

/** Fills rows with sequences, each into the first row that has room. */
export class RowPacker {
  private readonly free: number[] = [];
  private readonly placed: { readonly start: number; readonly length: number }[] = [];

  /** @param mostRows no further row is opened when there are so many. */
  constructor(
    private readonly rowLength: number,
    private readonly mostRows: number,
  ) {}

  /** @param length 1 to the length of a row. @returns false when there is no room. */
  add(length: number): boolean {
    let row = this.free.findIndex((room) => room >= length);
    if (row < 0 && this.free.length < this.mostRows) row = this.free.push(this.rowLength) - 1;
    if (row < 0) return false;
    const room = this.free[row] ?? 0;
    this.placed.push({ start: (row + 1) * this.rowLength - room, length });
    this.free[row] = room - length;
    return true;
  }

  get isEmpty(): boolean {
    return this.placed.length === 0;
  }

  /** All rows, also those that stayed empty when `full`. */
  rows(): PackedRows {
    const count = this.free.length;
    const sequences = new Int32Array(count * this.rowLength).fill(-1);
    this.placed.forEach(({ start, length }, index) => sequences.fill(index, start, start + length));
    return {
      count,
      rowLength: this.rowLength,
      sequences,
      starts: Int32Array.from(this.placed, ({ start }) => start),
      lengths: Int32Array.from(this.placed, ({ length }) => length),
    };
  }
}
