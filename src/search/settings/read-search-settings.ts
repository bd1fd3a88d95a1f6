import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { TroveError } from '../../shared/errors';
import { DEFAULT_SEARCH_SETTINGS } from './default-search-settings';
import type { SearchSettings } from './search-settings.types';

const phrase = z
  .string()
  .trim()
  .max(100)
  .regex(/[\p{L}\p{N}]/u, 'must hold a letter or a digit');

const weight = z.number().min(0).max(1000).optional();

const typos = DEFAULT_SEARCH_SETTINGS.typos;

const fieldWeights = z.strictObject({
  title: weight,
  identifiers: weight,
  brand: weight,
  categories: weight,
  tags: weight,
  description: weight,
  attributes: weight,
});

const twoWay = z.strictObject({ words: z.array(phrase).min(2).max(50) });
const oneWay = z.strictObject({ from: phrase, to: z.array(phrase).min(1).max(50) });
const synonyms = z.union([twoWay, oneWay], {
  error: 'must be { "words": [two or more] } or { "from": "one", "to": [one or more] }',
});

const typoTolerance = z
  .strictObject({
    oneEditFrom: z.int().min(2).max(100).default(typos.oneEditFrom),
    twoEditsFrom: z.int().min(3).max(100).default(typos.twoEditsFrom),
  })
  .refine((given) => given.oneEditFrom <= given.twoEditsFrom, {
    message: 'oneEditFrom must not be above twoEditsFrom',
  });

const settingsFile = z.strictObject({
  weights: fieldWeights.prefault({}),
  stopWords: z.array(phrase).max(10_000).optional(),
  extraStopWords: z.array(phrase).max(10_000).default([]),
  synonyms: z.array(synonyms).max(50_000).default([]),
  typos: typoTolerance.prefault({}),
  relaxation: z
    .strictObject({
      fewerThan: z.int().min(0).max(1000).default(DEFAULT_SEARCH_SETTINGS.relaxation.fewerThan),
    })
    .prefault({}),
});

/**
 * Reads a settings file, such as docs/examples/search-settings.json; what it leaves out keeps its default. `stopWords` replaces the
 * built-in list, `extraStopWords` adds to it. Null gives the defaults.
 *
 * @throws TroveError CONFIG_INVALID naming the file, every place in it that is wrong, and what it may be.
 */
export function readSearchSettings(file: string | null): SearchSettings {
  if (file === null) return DEFAULT_SEARCH_SETTINGS;
  const parsed = settingsFile.safeParse(parseJson(file, readText(file)));
  if (!parsed.success) throw invalid(file, problemsOf(parsed.error));
  const { extraStopWords, stopWords, ...rest } = parsed.data;
  return {
    ...rest,
    stopWords: [...(stopWords ?? DEFAULT_SEARCH_SETTINGS.stopWords), ...extraStopWords],
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new TroveError(
      'CONFIG_INVALID',
      `The search settings ${file} cannot be read. Mend the path in TROVE_SEARCH_SETTINGS, or leave it out.`,
      { file },
      { cause: error },
    );
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalid(file, [`not JSON: ${reason}`]);
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
    `The search settings ${file} are wrong.\n${problems.join('\n')}`,
    { file, problems },
  );
}
