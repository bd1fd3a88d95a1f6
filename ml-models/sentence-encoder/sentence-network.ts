import type { OnnxRuntime, OnnxSession } from './onnx-runtime.types';
import type { WordPieces } from './word-pieces';

/** Encodes texts together, in the thread that it runs in, which does nothing else meanwhile. */
export class SentenceNetwork {
  constructor(
    private readonly runtime: OnnxRuntime,
    private readonly session: OnnxSession,
    private readonly words: WordPieces,
  ) {}

  /** One vector of length 1 per text, one after the other. */
  async encode(texts: readonly string[]): Promise<Float32Array> {
    const rows = texts.map((text) => this.words.numbersOf(text));
    const longest = rows.reduce((most, { length }) => Math.max(most, length), 0);
    const shape = [rows.length, longest];
    const numbers = new BigInt64Array(rows.length * longest);
    const mask = new BigInt64Array(rows.length * longest);
    rows.forEach((row, index) => {
      row.forEach((number, place) => {
        numbers[index * longest + place] = BigInt(number);
        mask[index * longest + place] = 1n;
      });
    });
    const { sentence } = await this.session.run({
      input_ids: new this.runtime.Tensor('int64', numbers, shape),
      attention_mask: new this.runtime.Tensor('int64', mask, shape),
    });
    if (sentence?.data instanceof Float32Array) return sentence.data;
    throw new Error('The network of the encoder gives no sentence.');
  }
}
