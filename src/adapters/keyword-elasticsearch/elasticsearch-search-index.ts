import type { estypes } from '@elastic/elasticsearch';
import type {
  IndexName,
  SearchIndex,
  VersionedProduct,
  WriteOutcome,
} from '../../indexing/search-index.port';
import type { Analyzer } from '../../search/analysis/analyzer';
import { TextCutter } from '../../search/matching/searched-texts';
import { systemClock, type Clock } from '../../shared/clock';
import { TroveError, quoted } from '../../shared/errors';
import type { Logger } from '../../shared/logger';
import { inBatches } from './bulk-batches';
import type { ElasticsearchConnection } from './elasticsearch-connection';
import { isNotFound } from './elasticsearch-failures';
import { IndexLayouts, inLayout, type IndexLayout } from './index-layouts';
import { indexLayout, LAYOUT_VERSION } from './index-layout';
import { documentOf } from './product-document';
import { missingIndex, outcomeOf } from './write-outcome';

export interface ElasticsearchSearchIndexOptions {
  readonly connection: ElasticsearchConnection;
  /** The alias of the live index; the names of the indexes begin with it. Two shops on one cluster need two. */
  readonly alias: string;
  readonly analyzer: Analyzer;
  /** Copies of each index on other nodes. Default 0: a single node has no place for one. */
  readonly replicas?: number;
  /** Numbers in the vector of a product; null for indexes without vectors. Default null. */
  readonly vectorDims?: number | null;
  readonly clock?: Clock;
  /** Longest wait for a batch of writes or a change of an index, in milliseconds. Default 30000. */
  readonly writeTimeoutMs?: number;
}

const DEFAULT_WRITE_TIMEOUT_MS = 30_000;

/** The indexes of one shop on an Elasticsearch cluster. The version of a document is that of its product. */
export class ElasticsearchSearchIndex implements SearchIndex {
  private readonly cutter: TextCutter;
  private readonly layouts: IndexLayouts;
  private readonly clock: Clock;
  private readonly patienceMs: number;

  constructor(private readonly options: ElasticsearchSearchIndexOptions) {
    this.cutter = new TextCutter(options.analyzer);
    this.layouts = new IndexLayouts((index) => this.mappingOf(index));
    this.clock = options.clock ?? systemClock;
    this.patienceMs = options.writeTimeoutMs ?? DEFAULT_WRITE_TIMEOUT_MS;
  }

  async live(): Promise<IndexName | null> {
    const { connection, alias } = this.options;
    try {
      const found = await connection.ask((client, options) =>
        client.indices.getAlias({ name: alias }, options),
      );
      return (Object.keys(found)[0] ?? null) as IndexName | null;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  async create(): Promise<IndexName> {
    const taken = new Set<string>(await this.all());
    let moment: number = this.clock();
    while (taken.has(this.nameAt(moment))) moment += 1;
    const index = this.nameAt(moment);
    const { replicas = 0, vectorDims = null } = this.options;
    await this.ask((client, options) =>
      client.indices.create({ index, ...indexLayout({ replicas, vectorDims }) }, options),
    );
    return index as IndexName;
  }

  async write(
    index: IndexName,
    products: readonly VersionedProduct[],
  ): Promise<readonly WriteOutcome[]> {
    const outcomes: WriteOutcome[] = [];
    const layout = await this.layouts.of(index);
    // To write to it could make one, without our mapping.
    if (layout === null) return products.map(({ sku }) => missingIndex(sku, index));
    const entries = products.map((one) => ({ sku: one.sku, lines: this.linesOf(one, layout) }));
    for (const batch of inBatches(entries)) {
      const operations = batch.flatMap((entry) => entry.lines);
      const { items } = await this.ask((client, options) =>
        client.bulk({ index, operations }, options),
      );
      outcomes.push(...batch.map(({ sku }, place) => outcomeOf(sku, items[place] ?? {})));
    }
    return outcomes;
  }

  async countVisible(index: IndexName): Promise<number> {
    await this.ask((client, options) => client.indices.refresh({ index }, options));
    const { count } = await this.ask((client, options) => client.count({ index }, options));
    return count;
  }

  async makeLive(index: IndexName): Promise<void> {
    const { alias } = this.options;
    const actions: estypes.IndicesUpdateAliasesAction[] = [
      { remove: { index: `${alias}-*`, alias, must_exist: false } },
      { add: { index, alias } },
    ];
    await this.ask((client, options) => client.indices.updateAliases({ actions }, options));
  }

  async all(): Promise<readonly IndexName[]> {
    const { alias } = this.options;
    const found = await this.ask((client, options) =>
      client.indices.get(
        { index: `${alias}-*`, allow_no_indices: true, features: ['settings'] },
        options,
      ),
    );
    // The moment in the name has as many digits in each of them, for some hundred years.
    return Object.keys(found)
      .filter((name) => /^\d+$/.test(name.slice(alias.length + 1)))
      .sort() as IndexName[];
  }

  async drop(index: IndexName): Promise<void> {
    if (index === (await this.live()))
      throw new TroveError(
        'INVALID_INPUT',
        `The index ${quoted(index)} answers the searches. Make another one live before it is dropped.`,
      );
    await this.ask((client, options) =>
      client.indices.delete({ index, ignore_unavailable: true }, options),
    );
  }

  /**
   * Says in the log when the live index was made by an older Trove: it can be searched and written to, but lacks what is newer.
   *
   * @throws TroveError SEARCH_UNAVAILABLE
   */
  async checkLayout(logger: Logger): Promise<void> {
    const index = await this.live();
    if (index === null) return;
    const version = (await this.layouts.of(index))?.version ?? LAYOUT_VERSION;
    if (version === LAYOUT_VERSION) return;
    logger.warn(
      { index, layout: version, current: LAYOUT_VERSION },
      'The search index was made by another version of Trove. Run `trove index rebuild` when convenient.',
    );
  }

  private nameAt(moment: number): string {
    return `${this.options.alias}-${String(moment)}`;
  }

  /** Two lines of the bulk format, or one for a deletion. */
  private linesOf(state: VersionedProduct, layout: IndexLayout): readonly string[] {
    const { sku, version, product } = state;
    const target = { _id: sku, version, version_type: 'external' };
    if (product === null) return [JSON.stringify({ delete: target })];
    const document = inLayout(documentOf(product, state, this.cutter), layout);
    return [JSON.stringify({ index: target }), JSON.stringify(document)];
  }

  /** Null when the index is not there. */
  private async mappingOf(index: IndexName): Promise<estypes.MappingTypeMapping | null> {
    try {
      const found = await this.ask((client, options) =>
        client.indices.getMapping({ index }, options),
      );
      return found[index]?.mappings ?? null;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  }

  private ask<T>(question: Parameters<typeof this.options.connection.ask<T>>[0]): Promise<T> {
    return this.options.connection.ask(question, { usualMs: this.patienceMs });
  }
}
