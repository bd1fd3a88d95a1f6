import { TroveError } from '../shared/errors';
import type { Clock } from '../shared/clock';
import { asImportRunId, type ImportRunId, type NewId, type Sku } from '../shared/ids';
import type { RowProblem } from '../shared/row-problem.types';
import { CATALOG_ORIGIN_SETTING, type CatalogOrigin } from './catalog-origin';
import { cleanProduct, type CleaningContext } from './clean-product';
import type { DemoRemover } from './demo-remover.port';
import { mergeProducts } from './merge-products';
import type { PlainTextOf } from './plain-text.port';
import type { ProductDraft } from './product-draft.types';
import type { ProductStore, UpsertCounts } from './product-store.port';
import type { Product } from './product.types';
import type { SettingsStore } from './settings-store.port';

/** What became of the products handed in: the counts and the rows with problems add up to them. */
export interface ImportCounts extends UpsertCounts {
  /** In the order of the rows, which count from 1; several for a row with several faults. */
  readonly problems: readonly RowProblem[];
}

export interface DeleteCounts {
  readonly deleted: readonly Sku[];
  /** Named, but not in the catalogue. */
  readonly unknown: readonly Sku[];
}

export interface CatalogServiceParts {
  readonly store: ProductStore;
  readonly settings: SettingsStore;
  readonly demoRemover: DemoRemover;
  readonly plainTextOf: PlainTextOf;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** The locale of products that name none. */
const DEFAULT_LOCALE = 'en';

/** Puts products into the catalogue, takes them out, and looks them up. */
export class CatalogService {
  constructor(private readonly parts: CatalogServiceParts) {}

  /** A name for one import: rows about the same product are merged within it and replaced across it. */
  newRun(): ImportRunId {
    return asImportRunId(this.parts.newId());
  }

  /**
   * Cleans the products and stores the good ones, all in one transaction; the others come back with their reasons. Rows
   * about the same product are merged by `mergeProducts`. The first product to land replaces the demo.
   *
   * @param run rows that the same run stored before are merged with, not replaced.
   * @throws TroveError STORAGE_FULL, STORAGE_READ_ONLY, STORAGE_BUSY: nothing of the batch was stored.
   */
  async importProducts(
    drafts: readonly ProductDraft[],
    run: ImportRunId = this.newRun(),
  ): Promise<ImportCounts> {
    const { products, problems, repeats } = this.cleanBatch(drafts);
    if (products.length > 0) await this.replaceDemo();
    const counts = await this.parts.store.upsert(products, run);
    return { ...counts, merged: counts.merged + repeats, problems };
  }

  async deleteProducts(skus: readonly Sku[]): Promise<DeleteCounts> {
    const named = [...new Set(skus)];
    const deleted = await this.parts.store.delete(named);
    const gone = new Set(deleted);
    return { deleted, unknown: named.filter((sku) => !gone.has(sku)) };
  }

  /** Removes every product that the run did not bring; returns how many. */
  async deleteAllExceptRun(run: ImportRunId): Promise<number> {
    return this.parts.store.deleteAllExceptRun(run);
  }

  /** Unknown SKUs are absent from the map. */
  async findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> {
    return this.parts.store.findBySkus(skus);
  }

  /** At most `limit` products after the given SKU, in code point order of their SKUs. */
  async page(after: Sku | null, limit: number): Promise<readonly Product[]> {
    return this.parts.store.page(after, limit);
  }

  async count(): Promise<number> {
    return this.parts.store.count();
  }

  /** Null while nothing was ever put in. */
  async origin(): Promise<CatalogOrigin | null> {
    const origin = await this.parts.settings.get(CATALOG_ORIGIN_SETTING);
    if (origin === null || origin === 'demo' || origin === 'import') return origin;
    throw new TroveError(
      'STORAGE_CORRUPT',
      `The setting ${CATALOG_ORIGIN_SETTING} holds "${origin}", which no version of Trove writes. Restore a backup.`,
    );
  }

  private cleanBatch(drafts: readonly ProductDraft[]): CleanBatch {
    const { clock, plainTextOf } = this.parts;
    const context: CleaningContext = {
      now: clock(),
      plainTextOf,
      defaults: { locale: DEFAULT_LOCALE, currency: null },
    };
    const bySku = new Map<Sku, Product>();
    const problems: RowProblem[] = [];
    let repeats = 0;
    for (const [index, draft] of drafts.entries()) {
      const result = cleanProduct(draft, context);
      if (result.problems) {
        problems.push(...result.problems.map((problem) => ({ row: index + 1, ...problem })));
        continue;
      }
      const { product } = result;
      const earlier = bySku.get(product.sku);
      if (earlier) repeats += 1;
      bySku.set(product.sku, earlier ? mergeProducts(earlier, product) : product);
    }
    return { products: [...bySku.values()], problems, repeats };
  }

  /** Asks each time: another process may have loaded the demo meanwhile. */
  private async replaceDemo(): Promise<void> {
    if ((await this.origin()) !== 'import') await this.parts.demoRemover.makeRoomForImport();
  }
}

interface CleanBatch {
  /** Distinct by SKU. */
  readonly products: readonly Product[];
  readonly problems: readonly RowProblem[];
  /** Rows that were merged into an earlier one of the batch. */
  readonly repeats: number;
}
