import { setImmediate as breathe } from 'node:timers/promises';
import { POPULARITY_HALF_LIFE_MS } from '../../feedback/popularity';
import { TREND_HALF_LIFE_MS } from '../../feedback/trend';
import type { EpochMs } from '../../shared/clock';
import type { Sku } from '../../shared/ids';
import type { BoardProduct, CatalogueBoard } from '../catalogue-board.port';
import { canBeBought } from '../can-be-bought';
import { bestSkus } from './best-skus';
import type { BoardRow } from './board-source.port';
import { Interning } from './interning';
import { trendingScore } from './trending-score';

/** How much was done with a product, decayed to a moment. */
export interface BoardCounters {
  readonly sku: Sku;
  readonly popularity: number;
  readonly trend: number;
}

/** What is kept of one product: some 300 bytes, most of them the map's and the SKU's. */
interface Entry {
  readonly sku: Sku;
  product: BoardProduct;
  updatedAt: EpochMs;
  /** When it came: published, or first seen; -Infinity when nobody knows. */
  arrivedAt: number;
  /** Both decayed to the board's beginning, so that counters of different moments compare. */
  popularity: number;
  trend: number;
  /** The last round of reading that saw it. */
  round: number;
}

/** Products per list. */
const LIST_LENGTH = 2000;

/** Popularity, in views, below which hardly anybody has touched a product: models and counters have nothing to say of it yet. */
const SCARCELY = 10;

const NOTHING: readonly Sku[] = [];

type Lists = ReadonlyMap<string | null, readonly Sku[]>;

const NO_LISTS: Lists = new Map();

/** The catalogue as recommendations see it, in memory. Whoever fills it decides how fresh it is. */
export class MemoryCatalogueBoard implements CatalogueBoard {
  isComplete = false;
  revision = 0;

  private readonly entries = new Map<Sku, Entry>();
  private readonly brands = new Interning<string>();
  private readonly categories = new Interning<BoardProduct['categories']>();
  private readonly departments = new Interning<readonly string[]>();
  private readonly tags = new Interning<readonly string[]>();
  private lists = { popular: NO_LISTS, trending: NO_LISTS, newest: NO_LISTS };
  private scarcelyTouched: readonly { readonly sku: Sku; readonly arrivedAt: number }[] = [];

  /**
   * @param beginning the moment to which counters are brought.
   * @param wantedTags the tags that rules name; others are not kept.
   */
  constructor(
    private readonly beginning: EpochMs,
    private readonly wantedTags: ReadonlySet<string> = new Set(),
  ) {}

  get size(): number {
    return this.entries.size;
  }

  product(sku: Sku): BoardProduct | null {
    return this.entries.get(sku)?.product ?? null;
  }

  popular(department: string | null): readonly Sku[] {
    return this.lists.popular.get(department) ?? NOTHING;
  }

  trending(department: string | null): readonly Sku[] {
    return this.lists.trending.get(department) ?? NOTHING;
  }

  newest(department: string | null): readonly Sku[] {
    return this.lists.newest.get(department) ?? NOTHING;
  }

  newcomers(ageMs: number, now: EpochMs): readonly Sku[] {
    const end = this.scarcelyTouched.findIndex(({ arrivedAt }) => arrivedAt < now - ageMs);
    return (end < 0 ? this.scarcelyTouched : this.scarcelyTouched.slice(0, end)).map(
      ({ sku }) => sku,
    );
  }

  /** Takes products over. @returns whether one of them was new or another. */
  put(rows: readonly BoardRow[], round: number, now: EpochMs): boolean {
    let changed = false;
    for (const { product, updatedAt } of rows) {
      const known = this.entries.get(product.sku);
      if (known?.updatedAt === updatedAt) {
        known.round = round;
        continue;
      }
      changed = true;
      this.entries.set(product.sku, this.entryOf(product, { known, updatedAt, round, now }));
    }
    return changed;
  }

  /** Forgets what no round saw since this one began. @returns whether there was such a product. */
  forgetBefore(round: number): boolean {
    let changed = false;
    for (const [sku, entry] of this.entries)
      if (entry.round < round) {
        this.entries.delete(sku);
        changed = true;
      }
    return changed;
  }

  /** @param at the moment to which the counters are decayed. */
  count(counters: readonly BoardCounters[], at: EpochMs): void {
    const passed = at - this.beginning;
    for (const { sku, popularity, trend } of counters) {
      const entry = this.entries.get(sku);
      if (!entry) continue;
      entry.popularity = popularity * 2 ** (passed / POPULARITY_HALF_LIFE_MS);
      entry.trend = trend * 2 ** (passed / TREND_HALF_LIFE_MS);
    }
  }

  /** Makes the lists anew, in steps between which others have their turn. */
  async arrange(now: EpochMs): Promise<void> {
    const sold = [...this.entries.values()].filter(({ product }) => canBeBought(product));
    const groups = byDepartment(sold);
    const passed = now - this.beginning;
    const longDecay = 2 ** -(passed / POPULARITY_HALF_LIFE_MS);
    const shortDecay = 2 ** -(passed / TREND_HALF_LIFE_MS);
    const ratio = TREND_HALF_LIFE_MS / POPULARITY_HALF_LIFE_MS;
    const popular = await listsOf(groups, ({ popularity }) => popularity, 0);
    const trending = await listsOf(
      groups,
      ({ trend, popularity }) => trendingScore(trend * shortDecay, popularity * longDecay, ratio),
      0,
    );
    const newest = await listsOf(groups, ({ arrivedAt }) => arrivedAt, -Infinity);
    this.lists = { popular, trending, newest };
    this.scarcelyTouched = (newest.get(null) ?? NOTHING)
      .map((sku) => this.entries.get(sku))
      .filter((entry) => entry !== undefined && entry.popularity < SCARCELY)
      .flatMap((entry) => (entry ? [{ sku: entry.sku, arrivedAt: entry.arrivedAt }] : []));
    this.revision += 1;
  }

  private entryOf(
    product: BoardProduct,
    given: Pick<Entry, 'updatedAt' | 'round'> & {
      readonly known: Entry | undefined;
      readonly now: EpochMs;
    },
  ): Entry {
    const { known, updatedAt, round, now } = given;
    return {
      sku: product.sku,
      product: this.shared(product),
      updatedAt,
      arrivedAt: Math.max(
        product.publishedAt ?? -Infinity,
        known?.arrivedAt ?? (this.isComplete ? now : -Infinity),
      ),
      popularity: known?.popularity ?? 0,
      trend: known?.trend ?? 0,
      round,
    };
  }

  /** The same product, made of values that others have too. */
  private shared(product: BoardProduct): BoardProduct {
    return {
      ...product,
      brand: product.brand === null ? null : this.brands.of(product.brand),
      categories: this.categories.of(product.categories),
      departments: this.departments.of(product.departments),
      tags: this.tags.of(product.tags.filter((tag) => this.wantedTags.has(tag))),
      currency: product.currency === null ? null : this.brands.of(product.currency),
      locale: this.brands.of(product.locale),
    };
  }
}

function byDepartment(entries: readonly Entry[]): ReadonlyMap<string | null, readonly Entry[]> {
  const groups = new Map<string | null, Entry[]>([[null, [...entries]]]);
  for (const entry of entries)
    for (const department of entry.product.departments) {
      const group = groups.get(department);
      if (group) group.push(entry);
      else groups.set(department, [entry]);
    }
  return groups;
}

async function listsOf(
  groups: ReadonlyMap<string | null, readonly Entry[]>,
  scoreOf: (entry: Entry) => number,
  floor: number,
): Promise<Lists> {
  const lists = new Map<string | null, readonly Sku[]>();
  for (const [department, entries] of groups) {
    lists.set(department, bestSkus(entries, scoreOf, { limit: LIST_LENGTH, floor }));
    await breathe();
  }
  return lists;
}
