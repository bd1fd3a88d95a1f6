import type { Availability, CategoryPath } from '../../catalog/product.types';
import type {
  BoardRow,
  BoardSource,
  ChangePlace,
} from '../../recommendation/board/board-source.port';
import { asEpochMs } from '../../shared/clock';
import { asSku, type Sku } from '../../shared/ids';
import type { Database } from './database';

const COLUMNS =
  'sku, brand, categories, price_amount, price_currency, availability, tags, locale, published_at, updated_at';

/** Rows as the driver gives them: on PostgreSQL, `bigint` comes as a text. */
interface RawRow {
  readonly sku: string;
  readonly brand: string | null;
  readonly categories: string;
  readonly price_amount: number | null;
  readonly price_currency: string | null;
  readonly availability: Availability;
  readonly tags: string;
  readonly locale: string;
  readonly published_at: number | string | null;
  readonly updated_at: number | string;
}

/** Reads what a board needs of the catalogue, and no texts. */
export class TypeOrmBoardSource implements BoardSource {
  /** The nth parameter of a statement. */
  private readonly nth: (place: number) => string;

  constructor(private readonly database: Database) {
    this.nth = database.location.kind === 'sqlite' ? () => '?' : (place) => `$${String(place)}`;
  }

  async page(after: Sku | null, limit: number): Promise<readonly BoardRow[]> {
    const rows = await this.query<RawRow>(
      `SELECT ${COLUMNS} FROM product WHERE sku > ${this.nth(1)} ORDER BY sku LIMIT ${this.nth(2)}`,
      [after ?? '', limit],
    );
    return rows.map(toBoardRow);
  }

  async changed({ updatedAt, sku }: ChangePlace, limit: number): Promise<readonly BoardRow[]> {
    const rows = await this.query<RawRow>(
      `SELECT ${COLUMNS} FROM product WHERE (updated_at, sku) > (${this.nth(1)}, ${this.nth(2)})
       ORDER BY updated_at, sku LIMIT ${this.nth(3)}`,
      [updatedAt, sku, limit],
    );
    return rows.map(toBoardRow);
  }

  async lastEvent(): Promise<number> {
    const [row] = await this.query<{ last: number | string | null }>(
      'SELECT MAX(sequence) AS last FROM shopper_event',
      [],
    );
    return Number(row?.last ?? 0);
  }

  async touched(
    afterSequence: number,
    limit: number,
  ): Promise<{ readonly sequence: number; readonly skus: readonly Sku[] }> {
    const rows = await this.query<{ sequence: number | string; sku: string }>(
      `SELECT sequence, sku FROM shopper_event WHERE sequence > ${this.nth(1)} ORDER BY sequence LIMIT ${this.nth(2)}`,
      [afterSequence, limit],
    );
    const skus = new Set(rows.map(({ sku }) => asSku(sku)));
    return { sequence: Number(rows.at(-1)?.sequence ?? afterSequence), skus: [...skus] };
  }

  private query<Row>(sql: string, parameters: unknown[]): Promise<Row[]> {
    return this.database.reader.query<Row[]>(sql, parameters);
  }
}

function toBoardRow(row: RawRow): BoardRow {
  const categories = JSON.parse(row.categories) as readonly CategoryPath[];
  const departments = categories.flatMap(([root]) => (root === undefined ? [] : [root]));
  return {
    updatedAt: asEpochMs(Number(row.updated_at)),
    product: {
      sku: asSku(row.sku),
      brand: row.brand,
      categories,
      departments: [...new Set(departments)],
      tags: JSON.parse(row.tags) as readonly string[],
      price: row.price_amount,
      currency: row.price_currency,
      availability: row.availability,
      locale: row.locale,
      publishedAt: row.published_at === null ? null : asEpochMs(Number(row.published_at)),
    },
  };
}
