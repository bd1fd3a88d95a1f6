/** Vectors side by side: row `r` is from `r * width` to before `(r + 1) * width`. */
export interface DenseRows {
  readonly width: number;
  readonly values: Float32Array;
}

/**
 * Multiplies the factor of each row by the dot product of row and vector: a pass over all items that needs no engine.
 *
 * @param factors one per row; written over.
 */
export function scaleByDots(
  { width, values }: DenseRows,
  vector: Float64Array,
  factors: Float32Array,
): void {
  const whole = width - (width % 4);
  for (let row = 0; row < factors.length; row += 1) {
    const at = row * width;
    // Four sums at once, as one alone would wait for itself.
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < whole; k += 4) {
      const place = at + k;
      a += (vector[k] as number) * (values[place] as number);
      b += (vector[k + 1] as number) * (values[place + 1] as number);
      c += (vector[k + 2] as number) * (values[place + 2] as number);
      d += (vector[k + 3] as number) * (values[place + 3] as number);
    }
    for (let k = whole; k < width; k += 1) a += (vector[k] as number) * (values[at + k] as number);
    factors[row] = (factors[row] as number) * (a + b + c + d);
  }
}
