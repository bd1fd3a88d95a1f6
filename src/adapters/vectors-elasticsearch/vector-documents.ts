import type { Product } from '../../catalog/product.types';
import { isZero } from '../../search/semantic/vector-math';
import type { VectorChange } from '../../search/semantic/vector-store.port';
import type { FilterLanguage } from './cluster.types';
import { NUMBERS_FIELD, VECTOR_FIELD } from './vector-layout';

/**
 * The lines of the bulk format for one change. A document has the revision of its vector as version, so that whoever feeds the index at the
 * same time, or again after a crash, never replaces newer by older.
 *
 * @param product null when it is gone: then so is its vector.
 */
export function linesOf(
  { sku, vector, revision }: VectorChange,
  product: Product | null,
  { fieldsOf }: Pick<FilterLanguage, 'fieldsOf'>,
): readonly string[] {
  const target = { _id: sku, version: revision, version_type: 'external_gte' };
  if (vector === null || product === null) return [JSON.stringify({ delete: target })];
  const document = {
    ...fieldsOf(product),
    [NUMBERS_FIELD]: packed(vector),
    // Elasticsearch refuses a vector without direction: nothing is near it anyway.
    ...(!isZero(vector) && { [VECTOR_FIELD]: Array.from(vector) }),
  };
  return [JSON.stringify({ index: target }), JSON.stringify(document)];
}

/** Little-endian, whatever the machine. */
export function packed(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * Float32Array.BYTES_PER_ELEMENT);
  vector.forEach((number, place) => {
    bytes.writeFloatLE(number, place * Float32Array.BYTES_PER_ELEMENT);
  });
  return bytes.toString('base64');
}

export function unpacked(text: string): Float32Array {
  const bytes = Buffer.from(text, 'base64');
  const numbers = new Float32Array(bytes.length / Float32Array.BYTES_PER_ELEMENT);
  for (const place of numbers.keys())
    numbers[place] = bytes.readFloatLE(place * Float32Array.BYTES_PER_ELEMENT);
  return numbers;
}
