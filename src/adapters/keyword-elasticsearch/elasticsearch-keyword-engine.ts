import type { estypes } from '@elastic/elasticsearch';
import type { Analyzer } from '../../search/analysis/analyzer';
import type { Product } from '../../catalog/product.types';
import type { FacetResult } from '../../search/facet.types';
import type { Filter } from '../../search/filter.types';
import type { FieldWeights } from '../../search/field-weights';
import type {
  CompletionRequest,
  FieldValueCompletion,
  FoundProduct,
  KeywordAnswer,
  KeywordCapabilities,
  KeywordEngine,
  KeywordHit,
  KeywordRequest,
  WordFrequency,
} from '../../search/keyword-engine.port';
import type { WordList } from '../../search/matching/word-list';
import { systemClock, type Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import type { Sku } from '../../shared/ids';
import { inTime } from '../../shared/in-time';
import { frequenciesBody, readFrequencies, tokenOf } from './catalogue-words';
import { CompiledSearches } from './compiled-searches';
import { completionBody, COMPLETION_CRITERIA } from './completion-body';
import { ALL_VALUES } from './facet-aggregations';
import { completeNames, fieldValueNamesBody, readFieldValueNames, type FieldValueName } from './field-value-names'; // prettier-ignore
import { IndexReader, type Ask, type IndexReaderOptions } from './index-reader';
import { countsIn, foundProduct, hitsOf, productsIn, totalOf, type Answer } from './read-answer';
import { isCut, readFacet, type FacetAnswer } from './read-facet';
import { Remembered } from './remembered';
import { RememberedCounts } from './remembered-counts';
import { searchBody } from './search-body';
import { readWords } from './vocabulary';

export interface ElasticsearchKeywordEngineOptions extends IndexReaderOptions {
  readonly weights: FieldWeights;
  /** The one that the index was made with. */
  readonly analyzer: Analyzer;
  readonly clock?: Clock;
  /** How long the number of products with a word, or with several, may be out of date, in milliseconds. Default 5000. */
  readonly countsRememberedMs?: number;
  /** How long new brands and categories may be missing from completion, in milliseconds. Default 60000. */
  readonly namesRememberedMs?: number;
  /** How long new words may be missing from `similarWords`, in milliseconds. Default 60000. */
  readonly wordsRememberedMs?: number;
}

const DEFAULT_REMEMBERED_MS = 60_000;
const DEFAULT_COUNTS_REMEMBERED_MS = 5000;

/** Keyword search on Elasticsearch. What was written is found after the next refresh of the index, within two seconds or so. */
export class ElasticsearchKeywordEngine implements KeywordEngine {
  readonly name = 'elasticsearch';
  readonly capabilities: KeywordCapabilities = { exactTotals: true, readsOwnWrites: false };

  private readonly reader: IndexReader;
  private readonly searches: CompiledSearches;
  private readonly names: Remembered<readonly FieldValueName[]>;
  private readonly words: Remembered<WordList>;
  private readonly counts: RememberedCounts;

  constructor(private readonly options: ElasticsearchKeywordEngineOptions) {
    const { connection, alias, analyzer, clock = systemClock } = options;
    this.reader = new IndexReader(options);
    this.searches = new CompiledSearches(options.weights);
    this.names = new Remembered(
      async () => readFieldValueNames(await this.reader.ask(fieldValueNamesBody()), analyzer),
      { clock, forMs: options.namesRememberedMs ?? DEFAULT_REMEMBERED_MS, whileOld: 'wait' },
    );
    const forMs = options.countsRememberedMs ?? DEFAULT_COUNTS_REMEMBERED_MS;
    this.counts = new RememberedCounts({ clock, forMs });
    this.words = new Remembered(() => readWords(connection, alias), {
      clock,
      forMs: options.wordsRememberedMs ?? DEFAULT_REMEMBERED_MS,
      whileOld: 'serve',
    });
  }

  /** Another index may be live: what is remembered of the one before counts as old. */
  lookAgain(): void {
    this.reader.lookAgain();
    this.names.outdate();
    this.words.outdate();
    this.counts.forget();
  }

  /** @throws TroveError CURSOR_MISMATCH, SEARCH_UNAVAILABLE, as do all questions. */
  async search(request: KeywordRequest, deadline?: Deadline): Promise<KeywordAnswer> {
    if (isCountOnly(request)) return this.count(request, deadline);
    const asked = this.searches.get(request);
    return this.reader.inView(
      request.view,
      async (ask, view) => {
        const [answer, others] = await Promise.all([ask(asked.json), this.others(request, ask)]);
        return {
          hits: withOthers(hitsOf(answer, asked), others, request.limit),
          total: { count: totalOf(answer), accuracy: 'EXACT' },
          facets: await this.facets(request, answer, ask),
          view,
          fromSpare: false,
        };
      },
      deadline,
    );
  }

  /** Of the live index, whichever view they were found in; null when it was made before hits brought their products. */
  async productsOf(
    skus: readonly Sku[],
    deadline?: Deadline,
  ): Promise<ReadonlyMap<Sku, Product> | null> {
    if (skus.length === 0) return new Map();
    return productsIn(await this.reader.documents(skus, deadline));
  }

  async wordFrequencies(
    words: readonly string[],
    deadline?: Deadline,
  ): Promise<ReadonlyMap<string, number>> {
    const tokens = [...new Set(words)].filter((word) => tokenOf(word) !== null);
    const found = await this.counts.get(tokens, (unknown) => this.frequencies(unknown, deadline));
    return new Map(words.map((word) => [word, found.get(word) ?? 0]));
  }

  async similarWords(
    word: string,
    maxEdits: 1 | 2,
    deadline?: Deadline,
  ): Promise<readonly WordFrequency[]> {
    if (tokenOf(word) === null) return [];
    const similar = (await inTime(this.words.get(), deadline)).similar(word, maxEdits);
    // The dictionary still holds words of products that have gone, so that products are counted anew.
    const found = await this.counts.get(similar, (unknown) => this.frequencies(unknown, deadline));
    return [...found]
      .filter(([, products]) => products > 0)
      .map(([one, products]) => ({ word: one, products }));
  }

  async completeProducts(
    request: CompletionRequest,
    deadline?: Deadline,
  ): Promise<readonly FoundProduct[]> {
    const body = completionBody(request);
    if (body === null) return [];
    const { hits } = await this.reader.ask(body, deadline);
    return hits.hits.map((hit) => foundProduct(hit, COMPLETION_CRITERIA));
  }

  async completeFieldValues(
    request: CompletionRequest,
    deadline?: Deadline,
  ): Promise<readonly FieldValueCompletion[]> {
    return completeNames(await inTime(this.names.get(), deadline), request);
  }

  async attributeKeys(deadline?: Deadline): Promise<readonly string[]> {
    const keys = { terms: { field: 'attribute_keys', size: ALL_VALUES, order: { _key: 'asc' } } } as const; // prettier-ignore
    const body = { size: 0, track_total_hits: false, aggs: { keys } };
    const { aggregations } = await this.reader.ask(body, deadline);
    const { buckets } = aggregations?.['keys'] as { buckets: readonly { key: string }[] };
    return buckets.map((bucket) => bucket.key);
  }

  /** The hits among `also`, of which the limit may cut off some: asked for at the same time, since nobody knows before. */
  private async others(request: KeywordRequest, ask: Ask): Promise<readonly KeywordHit[]> {
    const { filter, also = [], limit } = request;
    if (also.length === 0 || limit === 0) return [];
    const among: Filter = { op: 'sku', anyOf: also };
    const narrowed = filter === null ? among : ({ op: 'and', clauses: [filter, among] } as const);
    const asked = this.searches.get({
      ...request,
      filter: narrowed,
      facets: [],
      limit: also.length,
    });
    return hitsOf(await ask(asked.json), asked);
  }

  private async count(
    request: KeywordRequest,
    deadline: Deadline | undefined,
  ): Promise<KeywordAnswer> {
    // No word is JSON, so that counts of words and of searches may lie together.
    const { json: key } = this.searches.get(request);
    const counts = await this.counts.get([key], async () => {
      const answer = await this.reader.inView(null, (ask) => ask(key), deadline);
      return new Map([[key, totalOf(answer)]]);
    });
    const total = { count: counts.get(key) ?? 0, accuracy: 'EXACT' } as const;
    return { hits: [], total, facets: [], view: null, fromSpare: false };
  }

  private async frequencies(
    words: readonly string[],
    deadline: Deadline | undefined,
  ): Promise<ReadonlyMap<string, number>> {
    if (words.length === 0) return new Map();
    return readFrequencies(words, await this.reader.ask(frequenciesBody(words), deadline));
  }

  private async facets(
    request: KeywordRequest,
    answer: Answer,
    ask: Ask,
  ): Promise<readonly FacetResult[]> {
    if (request.facets.length === 0) return [];
    const counted = countsIn(answer, request);
    return Promise.all(
      request.facets.map(async (facet, place) => {
        const known = counted[place] ?? {};
        return readFacet(facet, isCut(known) ? await this.allValues(request, place, ask) : known);
      }),
    );
  }

  /** Counts one facet again, with as many values as Elasticsearch gives. */
  private async allValues(request: KeywordRequest, place: number, ask: Ask): Promise<FacetAnswer> {
    const again: KeywordRequest = { ...request, limit: 0, after: null, without: [] };
    const { body } = searchBody(again, this.options.weights, ALL_VALUES);
    const name = String(place);
    const only: estypes.AggregationsAggregationContainer | undefined = body.aggs?.[name];
    const answer = await ask(JSON.stringify({ ...body, ...(only && { aggs: { [name]: only } }) }));
    return countsIn(answer, request)[place] ?? {};
  }
}

function isCountOnly({ limit, facets, view }: KeywordRequest): boolean {
  return limit === 0 && facets.length === 0 && view === null;
}

/** The first hits, then those that the limit has cut off though they are wanted. */
function withOthers(
  hits: readonly KeywordHit[],
  others: readonly KeywordHit[],
  limit: number,
): readonly KeywordHit[] {
  if (others.length === 0 || hits.length < limit) return hits;
  const listed = new Set(hits.map(({ sku }) => sku));
  return [...hits, ...others.filter(({ sku }) => !listed.has(sku))];
}
