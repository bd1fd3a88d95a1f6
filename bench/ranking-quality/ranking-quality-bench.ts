import { openEngine } from '../../ml-models/runtime/open-engine';
import type { Engine } from '../../ml-models/runtime/engine.types';
import {
  estimateDifference,
  estimateMean,
  type MeanEstimate,
} from '../../src/evaluation/bootstrap';
import { meanOf } from '../../src/evaluation/statistics';
import { SeededRandom } from '../../src/shared/seeded-random';
import type { Cell, Measurement } from '../bench-report';
import { BenchSpaces, type BenchSpace } from './bench-space';
import { installedSentenceEncoder } from './encoded-products';
import { byRank, byTunedScore, byVectors, type TwoLists } from './fused';
import { partitionsOf } from './partitions';
import { openQualityWorld, type QualityList, type QualityWorld } from './quality-world';
import { WINDOW } from './recorded-questions';
import { qualityOf, reranked } from './reranked';

const SEEDS = [1, 2, 3, 4, 5];
const RESAMPLES = 10_000;

type ByQuery = readonly number[];

/** One line of the table. */
interface Ranking {
  readonly name: string;
  readonly byQuery: ByQuery;
  /** Lowest and highest mean of one way to deal out folds; null where folds do not matter. */
  readonly range: readonly [number, number] | null;
}

/** How good the order of products is on the judged Icecat queries, by words, by vectors, by both, and by the ranker. */
export async function rankingQualityBench(): Promise<Measurement> {
  const encoder = await installedSentenceEncoder();
  const world = await openQualityWorld(encoder);
  try {
    const engine = await openEngine(['wasm']);
    const { catalogue, sentence } = world;
    const rankings = [
      ...(await compare(engine, world, null)),
      ...(sentence ? await compare(engine, world, sentence) : []),
    ];
    return {
      name: 'ranking-quality',
      how: howItWasMeasured(catalogue, sentence),
      columns: ['ranking', 'nDCG@10', '95 % interval', 'by fold seed', 'minus keyword', 'minus tuned hybrid'], // prettier-ignore
      rows: tableOf(rankings),
    };
  } finally {
    await world.trove.close();
    await encoder?.close();
  }
}

/** @param sentence the pretrained encoder, or null to do without. */
async function compare(
  engine: Engine,
  world: QualityWorld,
  sentence: BenchSpace | null,
): Promise<readonly (Ranking & { readonly group: string })[]> {
  const { catalogue } = world;
  // As served: neighbours come in as candidates only where a pretrained encoder finds them.
  const lists = await world.lists(new BenchSpaces({ catalogue, sentence }), sentence);
  const words = await world.lists(new BenchSpaces({ catalogue, sentence }), null);
  const pairs = await Promise.all(
    words.map(async (list): Promise<TwoLists> => {
      const nearest = await (sentence ?? catalogue).nearest(list.question.query.searchedText, WINDOW); // prettier-ignore
      return { list, nearest };
    }),
  );
  const partitions = partitionsOf(lists.length, SEEDS);
  const hybrid: ByQuery[] = [];
  const ranked: ByQuery[] = [];
  for (const [index, foldOf] of partitions.entries()) {
    hybrid.push(await byTunedScore(pairs, foldOf));
    ranked.push(await reranked(engine, lists, { foldOf, seed: SEEDS[index] ?? 0 }));
  }
  const group = sentence ? 'with the pretrained encoder' : 'without';
  return [
    { name: 'keyword', byQuery: words.map(asServed), range: null },
    { name: 'vectors', byQuery: pairs.map(byVectors), range: null },
    { name: 'hybrid by rank (constant 60)', byQuery: pairs.map(byRank), range: null },
    { name: 'hybrid by score, tuned in the folds', ...overSeeds(hybrid) },
    { name: 'reranked', ...overSeeds(ranked) },
    { name: 'best possible order of the candidates', byQuery: lists.map(ideally), range: null },
  ].map((ranking) => ({ ...ranking, group }));
}

function asServed({ query, question }: QualityList): number {
  return qualityOf(
    query,
    question.candidates.map(({ sku }) => sku),
  );
}

function ideally({ query, question }: QualityList): number {
  const grade = (sku: string): number => query.grades.get(sku) ?? 0;
  const skus: readonly string[] = question.candidates.map(({ sku }) => sku);
  return qualityOf(
    query,
    skus.toSorted((a, b) => grade(b) - grade(a)),
  );
}

function overSeeds(runs: readonly ByQuery[]): Pick<Ranking, 'byQuery' | 'range'> {
  const means = runs.map(meanOf);
  const byQuery = (runs[0] ?? []).map((_, query) => meanOf(runs.map((run) => run[query] ?? 0)));
  return { byQuery, range: [Math.min(...means), Math.max(...means)] };
}

function tableOf(rankings: readonly (Ranking & { readonly group: string })[]) {
  return rankings.map(({ name, group, byQuery, range }): readonly Cell[] => {
    const named = (wanted: string): ByQuery =>
      rankings.find((one) => one.group === group && one.name.startsWith(wanted))?.byQuery ?? [];
    const mean = estimateMean(byQuery, RESAMPLES, new SeededRandom(1));
    return [
      `${name}, ${group}`,
      mean.mean.toFixed(4),
      interval(mean),
      range === null ? '–' : `${range[0].toFixed(4)} to ${range[1].toFixed(4)}`,
      difference(byQuery, named('keyword')),
      difference(byQuery, named('hybrid by score')),
    ];
  });
}

function difference(one: ByQuery, other: ByQuery): string {
  if (one === other) return '–';
  const gain = estimateDifference(one, other, RESAMPLES, new SeededRandom(1));
  return `${signed(gain.mean, 4)} (${interval(gain)})`;
}

function interval({ low, high }: MeanEstimate): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

function signed(value: number, digits: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`;
}

function howItWasMeasured(catalogue: BenchSpace, sentence: BenchSpace | null): string {
  const encoder = sentence
    ? `; pretrained encoder ${sentence.encoder}`
    : '; no pretrained encoder is installed';
  return (
    `74 judged Icecat queries through the real search on the embedded index, ${WINDOW} candidates by words (and ${WINDOW} by vectors where a pretrained ` +
    `encoder serves), nDCG@10 over all queries. What is tuned or trained saw the queries of four folds and is judged on the fifth; mean over ` +
    `${SEEDS.length} ways to deal queries out to folds. Intervals by paired bootstrap over queries. Catalogue encoder learnt in the run (${catalogue.encoder})${encoder}.`
  );
}
