import { z } from 'zod';
import { TroveError, quoted } from '../shared/errors';
import type { QueryOutcome } from './search-run';

/** An evaluation kept in a file, so that a later one can be compared with it query by query. */
export interface SavedRun {
  readonly format: 'trove-search-run-1';
  /** ISO 8601. */
  readonly savedAt: string;
  /** Rank at which nDCG was cut. */
  readonly k: number;
  readonly outcomes: readonly QueryOutcome[];
}

const number = z.number().min(0);

const savedRun = z.object({
  format: z.literal('trove-search-run-1'),
  savedAt: z.string(),
  k: z.number().int().min(1),
  outcomes: z.array(
    z.object({
      query: z.string(),
      asked: z.string(),
      relevant: number,
      ndcg: number,
      reciprocalRank: number,
      recall: number,
      total: number,
      latencyMs: number,
    }),
  ),
});

/**
 * Reads a saved run.
 *
 * @param name what messages call the file.
 * @throws TroveError FILE_MALFORMED
 */
export function parseSavedRun(text: string, name: string): SavedRun {
  try {
    return savedRun.parse(JSON.parse(text));
  } catch (error) {
    throw new TroveError(
      'FILE_MALFORMED',
      `${quoted(name)} is not a run saved by \`trove evaluate search --save\`.`,
      { file: name },
      { cause: error },
    );
  }
}

/**
 * The saved outcomes in the order of the current queries.
 *
 * @throws TroveError INVALID_INPUT when the runs asked different queries or cut at different ranks: such means do not compare.
 */
export function alignRuns(
  saved: SavedRun,
  k: number,
  queries: readonly string[],
): readonly QueryOutcome[] {
  if (saved.k !== k) {
    throw new TroveError(
      'INVALID_INPUT',
      `The saved run was cut at rank ${saved.k}, this one at ${k}. Use --k ${saved.k}.`,
    );
  }
  const byQuery = new Map(saved.outcomes.map((outcome) => [outcome.query, outcome]));
  const missing = queries.find((query) => !byQuery.has(query));
  if (missing !== undefined || byQuery.size !== queries.length) {
    const which = missing === undefined ? '' : ` (it lacks ${quoted(missing)})`;
    throw new TroveError(
      'INVALID_INPUT',
      `The saved run holds ${byQuery.size} queries, this one ${queries.length}${which}. Compare runs of the same judgment file.`,
    );
  }
  return queries.flatMap((query) => byQuery.get(query) ?? []);
}
