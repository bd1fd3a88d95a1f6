const BYTES_PER_NUMBER = 4;

/** 32-bit floats, little-endian, in base64: a text that both databases keep alike, a third larger than the bytes. */
export function vectorToText(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * BYTES_PER_NUMBER);
  vector.forEach((number, index) => bytes.writeFloatLE(number, index * BYTES_PER_NUMBER));
  return bytes.toString('base64');
}

/** The reverse of `vectorToText`. */
export function textToVector(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const vector = new Float32Array(bytes.length / BYTES_PER_NUMBER);
  for (let index = 0; index < vector.length; index += 1)
    vector[index] = bytes.readFloatLE(index * BYTES_PER_NUMBER);
  return vector;
}
