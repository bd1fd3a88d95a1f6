import type { DenseRows } from '../runtime/dense-dots';

/** Rows taken at once: each sum that is loaded and stored then serves four products. */
const ABREAST = 4;

/** The sum over the rows of row · rowᵀ: symmetric, width × width, row-major. */
export function gramOf({ width, values }: DenseRows): Float64Array {
  const gram = new Float64Array(width * width);
  const whole = values.length - (values.length % (ABREAST * width));
  for (let at = 0; at < whole; at += ABREAST * width) addFourOuter(gram, values, at, width);
  for (let at = whole; at < values.length; at += width) addOuter(gram, values, at, width);
  for (let i = 0; i < width; i += 1)
    for (let j = 0; j < i; j += 1) gram[j * width + i] = gram[i * width + j] as number;
  return gram;
}

/** The lower triangle only. */
function addFourOuter(gram: Float64Array, values: Float32Array, at: number, width: number): void {
  const second = at + width;
  const third = second + width;
  const fourth = third + width;
  for (let i = 0; i < width; i += 1) {
    const a = values[at + i] as number;
    const b = values[second + i] as number;
    const c = values[third + i] as number;
    const d = values[fourth + i] as number;
    const row = i * width;
    for (let j = 0; j <= i; j += 1) {
      gram[row + j] =
        (gram[row + j] as number) +
        a * (values[at + j] as number) +
        b * (values[second + j] as number) +
        c * (values[third + j] as number) +
        d * (values[fourth + j] as number);
    }
  }
}

function addOuter(gram: Float64Array, values: Float32Array, at: number, width: number): void {
  for (let i = 0; i < width; i += 1) {
    const a = values[at + i] as number;
    const row = i * width;
    for (let j = 0; j <= i; j += 1)
      gram[row + j] = (gram[row + j] as number) + a * (values[at + j] as number);
  }
}

/** rows · basis, written over the rows. @param basis width × width, row-major. */
export function turnInto({ width, values }: DenseRows, basis: Float64Array): void {
  const sums = new Float64Array(width);
  const whole = width - (width % ABREAST);
  for (let at = 0; at < values.length; at += width) {
    sums.fill(0);
    for (let k = 0; k < whole; k += ABREAST) addFourRows(sums, basis, k, values.subarray(at + k));
    for (let k = whole; k < width; k += 1) addRow(sums, basis, k, values[at + k] as number);
    values.set(sums, at);
  }
}

/** sums += the four rows of the basis from `k` on, each times its factor. */
function addFourRows(
  sums: Float64Array,
  basis: Float64Array,
  k: number,
  factors: Float32Array,
): void {
  const width = sums.length;
  const a = factors[0] as number;
  const b = factors[1] as number;
  const c = factors[2] as number;
  const d = factors[3] as number;
  const first = k * width;
  const second = first + width;
  const third = second + width;
  const fourth = third + width;
  for (let j = 0; j < width; j += 1) {
    sums[j] =
      (sums[j] as number) +
      a * (basis[first + j] as number) +
      b * (basis[second + j] as number) +
      c * (basis[third + j] as number) +
      d * (basis[fourth + j] as number);
  }
}

function addRow(sums: Float64Array, basis: Float64Array, k: number, factor: number): void {
  const from = k * sums.length;
  for (let j = 0; j < sums.length; j += 1)
    sums[j] = (sums[j] as number) + factor * (basis[from + j] as number);
}
