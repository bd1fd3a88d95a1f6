import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TroveError } from '../../shared/errors';
import { asSku } from '../../shared/ids';
import { PLACEMENTS } from '../recommendation.types';
import { DEFAULT_RECOMMENDATION_SETTINGS } from './default-recommendation-settings';
import type { RecommendationSettings } from './recommendation-settings.types';

const text = z.string().trim().min(1).max(1000);
const texts = z.array(text).min(1).max(10_000);
const sku = z.string().min(1).max(200).transform(asSku);

const condition = z
  .strictObject({
    skus: z.array(sku).min(1).max(10_000).optional(),
    brands: texts.optional(),
    categories: z.array(z.array(text).min(1).max(20)).min(1).max(10_000).optional(),
    tags: texts.optional(),
  })
  .refine((given) => Object.values(given).some((values) => values !== undefined), {
    message: 'name skus, brands, categories or tags',
  });

const placement = z.enum(PLACEMENTS);
const lambda = z.number().min(0).max(1);
const cap = z.int().min(1).max(1000).nullable();

const pin = z.strictObject({ placement, sku, position: z.int().min(1).max(100) });

const settingsFile = z.strictObject({
  hide: z.array(condition).max(1000).default([]),
  weights: z
    .array(z.strictObject({ when: condition, factor: z.number().min(0.01).max(100) }))
    .max(1000)
    .default([]),
  pins: z
    .array(pin)
    .max(1000)
    .default([])
    .refine(hasEachPlaceOnce, { message: 'two products are pinned to one place' }),
  diversity: z.partialRecord(placement, lambda).default({}),
  departmentCap: z.partialRecord(placement, cap).default({}),
});

/**
 * Reads a settings file, such as docs/examples/recommendation-settings.json; what it leaves out keeps its default. Null gives the defaults.
 *
 * @throws TroveError CONFIG_INVALID naming the file, every place in it that is wrong, and what it may be.
 */
export function readRecommendationSettings(file: string | null): RecommendationSettings {
  const defaults = DEFAULT_RECOMMENDATION_SETTINGS;
  if (file === null) return defaults;
  const parsed = settingsFile.safeParse(parseJson(file, readText(file)));
  if (!parsed.success) throw invalid(file, problemsOf(parsed.error));
  return {
    ...parsed.data,
    diversity: { ...defaults.diversity, ...given(parsed.data.diversity) },
    departmentCap: { ...defaults.departmentCap, ...given(parsed.data.departmentCap) },
  };
}

function given<Key extends string, Value>(
  values: Partial<Record<Key, Value | undefined>>,
): Partial<Record<Key, Value>> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Record<Key, Value>>;
}

function hasEachPlaceOnce(
  pins: readonly { readonly placement: string; readonly position: number }[],
): boolean {
  const places = pins.map(({ placement: where, position }) => `${where} ${String(position)}`);
  return new Set(places).size === places.length;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TroveError(
      'CONFIG_INVALID',
      `The recommendation settings ${file} cannot be read. Mend the path in TROVE_RECOMMENDATION_SETTINGS_FILE, or leave it out.`,
      { file },
      { cause: error },
    );
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw invalid(file, [`not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function problemsOf(error: z.ZodError): readonly string[] {
  return error.issues.map((issue) => {
    const place = z.core.toDotPath(issue.path);
    return `${place === '' ? 'the whole file' : place}: ${issue.message}`;
  });
}

function invalid(file: string, problems: readonly string[]): TroveError {
  return new TroveError(
    'CONFIG_INVALID',
    `The recommendation settings ${file} are wrong.\n${problems.join('\n')}`,
    { file, problems },
  );
}
