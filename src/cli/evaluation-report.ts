import type { MeanEstimate } from '../evaluation/bootstrap';
import type { QueryOutcome } from '../evaluation/search-run';
import type { SearchComparison, SearchSummary } from '../evaluation/search-summary';

/** Everything that one call of `trove evaluate search` found out; printed whole with `--json`. */
export interface SearchEvaluation {
  readonly k: number;
  readonly summary: SearchSummary;
  readonly outcomes: readonly QueryOutcome[];
  /** The same queries with one typing mistake each; null unless asked for. */
  readonly typos: {
    readonly seed: number;
    /** Queries that have a word to mistype. */
    readonly changedQueries: number;
    readonly summary: SearchSummary;
    /** Mistyped against clean. */
    readonly comparison: SearchComparison;
    readonly outcomes: readonly QueryOutcome[];
  } | null;
  /** This run against a kept one; null unless asked for. */
  readonly against: { readonly file: string; readonly comparison: SearchComparison } | null;
}

/** How many of the worst queries are shown; all are in the file of `--per-query`. */
const WORST_QUERIES = 10;

/** The evaluation for a person at a terminal. */
export function evaluationReport({
  k,
  summary,
  outcomes,
  typos,
  against,
}: SearchEvaluation): string {
  return [
    `${summary.queries} queries, ${summary.queriesWithRelevant} of them with a relevant product.`,
    'Means with 95 % bootstrap intervals over queries:',
    '',
    ...summaryLines(k, summary),
    ...(typos === null ? [] : typoLines(k, typos)),
    ...(against === null
      ? []
      : ['', `Against ${against.file}:`, ...comparisonLines(k, against.comparison)]),
    '',
    `Worst queries that have a relevant product (nDCG@${k}, relevant, found):`,
    ...worstLines(outcomes),
    '',
  ].join('\n');
}

function summaryLines(k: number, summary: SearchSummary): readonly string[] {
  const { latency } = summary;
  return [
    row(`nDCG@${k}, all queries`, spread(summary.ndcg)),
    row(`nDCG@${k}, with a relevant product`, spread(summary.ndcgWithRelevant)),
    row('MRR', spread(summary.reciprocalRank)),
    row('recall@100', spread(summary.recall)),
    row('queries without result', `${percent(summary.zeroResultRate)} %`),
    row(
      `latency of the first ${k}, in process`,
      `p50 ${latency.p50Ms.toFixed(1)} ms, p95 ${latency.p95Ms.toFixed(1)} ms, p99 ${latency.p99Ms.toFixed(1)} ms`,
    ),
  ];
}

function typoLines(k: number, typos: NonNullable<SearchEvaluation['typos']>): readonly string[] {
  return [
    '',
    `With one typing mistake per query (seed ${typos.seed}; ${typos.changedQueries} of ${typos.summary.queries} queries have a word to mistype):`,
    row(`nDCG@${k}, all queries`, spread(typos.summary.ndcg)),
    row('queries without result', `${percent(typos.summary.zeroResultRate)} %`),
    row('loss', `${percent(typos.comparison.relativeDrop)} % of nDCG@${k}`),
    ...comparisonLines(k, typos.comparison),
  ];
}

function comparisonLines(
  k: number,
  { difference, better, worse, equal }: SearchComparison,
): readonly string[] {
  return [
    row(`difference in nDCG@${k}`, signedSpread(difference)),
    row('share of resamples not better', difference.pNotBetter.toFixed(4)),
    row('queries better / worse / equal', `${better} / ${worse} / ${equal}`),
  ];
}

function worstLines(outcomes: readonly QueryOutcome[]): readonly string[] {
  return outcomes
    .filter((outcome) => outcome.relevant > 0)
    .sort((a, b) => a.ndcg - b.ndcg)
    .slice(0, WORST_QUERIES)
    .map(({ query, ndcg, relevant, total }) =>
      row(query, `${ndcg.toFixed(3)}  ${relevant}  ${total}`),
    );
}

const LABEL_WIDTH = 36;

const row = (label: string, value: string): string => `  ${label.padEnd(LABEL_WIDTH)}${value}`;

const percent = (share: number): string => (share * 100).toFixed(1);

const spread = ({ mean, low, high }: MeanEstimate): string =>
  `${mean.toFixed(4)}  [${low.toFixed(4)}, ${high.toFixed(4)}]`;

const signed = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(4);

const signedSpread = ({ mean, low, high }: MeanEstimate): string =>
  `${signed(mean)}  [${signed(low)}, ${signed(high)}]`;

/** Every query as a line of CSV, the mistyped ones after the clean ones. */
export function perQueryTable(
  outcomes: readonly QueryOutcome[],
  mistyped: readonly QueryOutcome[] | null,
): string {
  const header = 'run,query,asked,relevant,ndcg,reciprocal_rank,recall_100,found,latency_ms';
  const lines = (run: string, of: readonly QueryOutcome[]) =>
    of.map((outcome) =>
      [
        run,
        cell(outcome.query),
        cell(outcome.asked),
        outcome.relevant,
        outcome.ndcg.toFixed(6),
        outcome.reciprocalRank.toFixed(6),
        outcome.recall.toFixed(6),
        outcome.total,
        outcome.latencyMs.toFixed(3),
      ].join(','),
    );
  return `${[header, ...lines('clean', outcomes), ...lines('typo', mistyped ?? [])].join('\n')}\n`;
}

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;
