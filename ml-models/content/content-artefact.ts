import { TroveError } from '../../src/shared/errors';
import { packArrays, unpackArrays, type NamedArrays } from '../runtime/packed-arrays';
import type { SparseRows } from './feature-rows';

/** What items are like. */
export interface ContentModel {
  readonly rows: SparseRows;
  /** Vectors of the texts, item by item, of length 1 or zero; null where there are none. */
  readonly texts: { readonly dimensions: number; readonly values: Float32Array } | null;
  readonly taste: TasteSettings;
}

/** How a taste is drawn from what somebody did. */
export interface TasteSettings {
  /** What an act counts for each that came after it. */
  readonly recency: number;
  /** Acts that are looked at, the latest. */
  readonly history: number;
  /** How much the texts count beside the features, where there are any. 0 to 1. */
  readonly textShare: number;
}

const KIND = 'content-1';

export function packContent({ rows, texts, taste }: ContentModel): Buffer {
  const { starts, columns, values, columnCount } = rows;
  const { recency, history, textShare } = taste;
  return packArrays(KIND, {
    arrays: { starts, columns, values, ...(texts === null ? {} : { texts: texts.values }) },
    facts: { columnCount, dimensions: texts?.dimensions ?? 0, recency, history, textShare },
  });
}

/** @throws TroveError MODEL_CORRUPT, MODEL_INCOMPATIBLE */
export function unpackContent(artefact: Uint8Array): ContentModel {
  const { arrays, facts } = unpackArrays(KIND, artefact);
  const number = (name: string): number => {
    const value = facts[name];
    if (typeof value === 'number' && value >= 0) return value;
    throw corrupt(`its ${name} is no number`);
  };
  const rows = rowsIn(arrays, number('columnCount'));
  const dimensions = number('dimensions');
  const { texts } = arrays;
  const taste = {
    recency: number('recency'),
    history: number('history'),
    textShare: number('textShare'),
  };
  if (dimensions === 0) return { rows, texts: null, taste };
  if (!(texts instanceof Float32Array) || texts.length !== (rows.starts.length - 1) * dimensions)
    throw corrupt('its texts are not those of its items');
  return { rows, texts: { dimensions, values: texts }, taste };
}

function rowsIn({ starts, columns, values }: NamedArrays, columnCount: number): SparseRows {
  if (!(starts instanceof Uint32Array && columns instanceof Uint32Array))
    throw corrupt('it has no features');
  if (!(values instanceof Float32Array) || starts.at(-1) !== values.length)
    throw corrupt('its features are not those of its items');
  return { columnCount, starts, columns, values };
}

function corrupt(why: string): TroveError {
  return new TroveError('MODEL_CORRUPT', `The model cannot be read: ${why}.`);
}
