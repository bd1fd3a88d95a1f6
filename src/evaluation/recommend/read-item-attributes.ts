import type { ItemFeatures } from '../../recommendation/learning/interaction-log.types';
import { TroveError, quoted } from '../../shared/errors';
import { NumberByName } from './number-by-name';

/**
 * Reads what is known of items: one JSON object, by item name a list of attributes (numbers or texts). Items that the log does not have are passed over;
 * those without an entry have no features.
 *
 * @param items names in the order of their numbers.
 * @throws TroveError FILE_MALFORMED with the item.
 */
export function readItemAttributes(json: string, items: readonly string[]): ItemFeatures {
  const byItem = new Map(Object.entries(objectFrom(json)));
  const attributes = new NumberByName();
  const rows = items.map((item) =>
    [...new Set(attributesOf(item, byItem.get(item)))].map((name) => attributes.numberOf(name)),
  );
  const { places } = attributes.inOrder();
  const offsets = new Uint32Array(items.length + 1);
  for (const [item, row] of rows.entries()) offsets[item + 1] = (offsets[item] ?? 0) + row.length;
  return {
    itemCount: items.length,
    featureCount: attributes.size,
    offsets,
    features: Uint32Array.from(rows.flat(), (feature) => places[feature] ?? 0),
    vectors: null,
  };
}

function objectFrom(json: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed;
  throw malformed('it is no JSON object');
}

function attributesOf(item: string, value: unknown): readonly string[] {
  if (value === undefined) return [];
  const isList =
    Array.isArray(value) &&
    value.every((entry) => typeof entry === 'number' || typeof entry === 'string');
  if (isList) return value.map(String);
  throw malformed(`item ${quoted(item)} has ${quoted(value)}, which is no list of attributes`);
}

function malformed(problem: string): TroveError {
  return new TroveError(
    'FILE_MALFORMED',
    `Attribute file: ${problem}. It is one object such as {"item": [1, 2]}.`,
  );
}
