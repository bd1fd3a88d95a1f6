const BYTES_PER_NUMBER = 4;

/** 32-bit floats, little-endian, in base64: a text that both databases keep alike, a third larger than the bytes. */
export function vectorToText(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * BYTES_PER_NUMBER);
  vector.forEach((number, index) => bytes.writeFloatLE(number, index * BYTES_PER_NUMBER));
  return bytes.toString('base64');
}

/** The reverse of `vectorToText`. */
export function textToVector(text: string): Float32Array {
  // Copied, so that the numbers begin where numbers may, and at once: every machine that Node runs on but one is little-endian.
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}
