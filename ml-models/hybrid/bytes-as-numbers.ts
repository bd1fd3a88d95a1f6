/** Bytes as numbers that can be packed, filled up with zeros; whoever packs them remembers how many there were. */
export function asNumbers(bytes: Uint8Array): Uint32Array {
  const numbers = new Uint32Array(Math.ceil(bytes.length / Uint32Array.BYTES_PER_ELEMENT));
  new Uint8Array(numbers.buffer).set(bytes);
  return numbers;
}

export function asBytes(numbers: Uint32Array, length: number): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, length);
}
