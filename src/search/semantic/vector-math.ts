/** The scalar product of two vectors of the same length; for vectors of length 1 their cosine. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}

/** The vector with length 1; the zero vector stays as it is. */
export function unit(vector: ArrayLike<number>): Float32Array {
  const result = Float32Array.from(vector);
  let squares = 0;
  for (const value of result) squares += value * value;
  if (squares === 0) return result;
  const length = Math.sqrt(squares);
  return result.map((value) => value / length);
}

/** Whether the vector says nothing: no known word, no known attribute. */
export function isZero(vector: Float32Array): boolean {
  return vector.every((value) => value === 0);
}
