import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  openSentenceEncoder,
  encoderFolder,
} from '../../ml-models/sentence-encoder/installed-encoder';
import type { SentenceEncoder } from '../../ml-models/sentence-encoder/sentence-encoder';
import { MINI_LM } from '../../ml-models/sentence-encoder/sentence-sources';
import type { Product } from '../../src/catalog/product.types';
import type { TextEncoder } from '../../src/search/semantic/text-encoder.port';
import type { Sku } from '../../src/shared/ids';

const caches = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'trove');

/** Where tests and benches keep the pretrained encoder. */
const ENCODERS = join(caches, 'encoders');
const VECTORS = join(caches, 'bench-vectors');

const THREADS = 2;

/** The pretrained encoder, when it is installed for tests; it must be closed. */
export async function installedSentenceEncoder(): Promise<SentenceEncoder | null> {
  if (!existsSync(encoderFolder(ENCODERS, MINI_LM))) return null;
  return openSentenceEncoder(ENCODERS, MINI_LM, THREADS);
}

/** The same encoder, with the vectors of products from a file that an earlier run wrote; encoding 20,000 takes minutes. */
export async function rememberingProducts(
  encoder: TextEncoder,
  products: AsyncIterable<Product>,
): Promise<TextEncoder> {
  const file = join(VECTORS, `icecat-${encoder.id}.f32`);
  const all: Product[] = [];
  for await (const product of products) all.push(product);
  const rows = new Map<Sku, number>(all.map(({ sku }, row) => [sku, row]));
  const { dimensions } = encoder;
  const known = await read(file, all.length * dimensions);
  const numbers = known ?? (await encoded(encoder, all));
  if (known === null) await write(file, numbers);
  return {
    id: encoder.id,
    dimensions,
    encode: (texts) => encoder.encode(texts),
    encodeProducts: async (some) =>
      some.map(({ sku }) => {
        const at = (rows.get(sku) ?? 0) * dimensions;
        return numbers.slice(at, at + dimensions);
      }),
  };
}

const PRODUCTS_AT_ONCE = 64;

async function encoded(encoder: TextEncoder, products: readonly Product[]): Promise<Float32Array> {
  const numbers = new Float32Array(products.length * encoder.dimensions);
  for (let at = 0; at < products.length; at += PRODUCTS_AT_ONCE) {
    const vectors = await encoder.encodeProducts(products.slice(at, at + PRODUCTS_AT_ONCE));
    vectors.forEach((vector, index) => {
      numbers.set(vector, (at + index) * encoder.dimensions);
    });
  }
  return numbers;
}

/** Null when there is none of this size. */
async function read(file: string, size: number): Promise<Float32Array | null> {
  if (!existsSync(file)) return null;
  const bytes = await readFile(file);
  if (bytes.byteLength !== size * Float32Array.BYTES_PER_ELEMENT) return null;
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

async function write(file: string, numbers: Float32Array): Promise<void> {
  await mkdir(VECTORS, { recursive: true });
  await writeFile(file, new Uint8Array(numbers.buffer));
}
