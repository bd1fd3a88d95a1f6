import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmIndexSource } from '../../src/adapters/storage-typeorm/typeorm-index-source';
import {
  readProductSource,
  type ProductSource,
} from '../../src/adapters/keyword-elasticsearch/product-source';
import type { Product } from '../../src/catalog/product.types';
import type { IndexSource } from '../../src/indexing/index-source.port';
import type { VersionedProduct } from '../../src/indexing/search-index.port';
import type { Sku } from '../../src/shared/ids';
import type { Findings } from './findings';

/** The alias of the live index when nothing else is configured. */
const ALIAS = 'trove-products';

const PAGE = 1_000;

interface Held {
  readonly version: number;
  readonly popularity: number;
  /** As JSON with sorted keys: equal for equal products. */
  readonly content: string;
}

/**
 * Compares catalogue and live index product by product, in both directions: which there are, version, popularity and every field.
 *
 * @returns how many products the catalogue has
 */
export async function inspectIndex(
  addresses: { readonly DATABASE_URL: string; readonly ELASTICSEARCH_URL: string },
  findings: Findings,
): Promise<number> {
  const [stored, indexed] = await Promise.all([
    readCatalogue(addresses.DATABASE_URL),
    readIndex(addresses.ELASTICSEARCH_URL),
  ]);
  for (const sku of indexed.keys())
    if (!stored.has(sku)) findings.add(`${sku} is in the index, not in the database`);
  for (const [sku, held] of stored) compare(sku, held, indexed.get(sku), findings);
  return stored.size;
}

function compare(sku: string, stored: Held, indexed: Held | undefined, findings: Findings): void {
  if (!indexed) {
    findings.add(`${sku} is in the database, not in the index`);
    return;
  }
  for (const fact of ['version', 'popularity', 'content'] as const)
    if (stored[fact] !== indexed[fact])
      findings.add(`${fact} of ${sku}: database ${stored[fact]}, index ${indexed[fact]}`);
}

async function readCatalogue(url: string): Promise<ReadonlyMap<string, Held>> {
  const database = await Database.open({ kind: 'postgres', url });
  try {
    return await readAll(new TypeOrmIndexSource(database));
  } finally {
    await database.close();
  }
}

async function readAll(source: IndexSource): Promise<ReadonlyMap<string, Held>> {
  const products = new Map<string, Held>();
  let last: Sku | null = null;
  for (;;) {
    const page: readonly VersionedProduct[] = await source.page(last, PAGE);
    for (const { sku, version, popularity, product } of page)
      if (product) products.set(sku, { version, popularity, content: canonical(product) });
    const end = page.at(-1);
    if (!end) return products;
    last = end.sku;
  }
}

interface IndexPage {
  readonly hits: {
    readonly hits: readonly {
      readonly _version: number;
      readonly _source: { readonly product: ProductSource; readonly popularity: number };
      readonly sort: readonly unknown[];
    }[];
  };
}

async function readIndex(url: string): Promise<ReadonlyMap<string, Held>> {
  await ask(`${url}/${ALIAS}/_refresh`, undefined);
  const products = new Map<string, Held>();
  let after: readonly unknown[] | undefined;
  for (;;) {
    const page = (await ask(`${url}/${ALIAS}/_search`, {
      size: PAGE,
      sort: [{ sku: 'asc' }],
      version: true,
      ...(after && { search_after: after }),
    })) as IndexPage;
    for (const { _version: version, _source } of page.hits.hits) {
      const product = readProductSource(_source.product);
      const held = { version, popularity: _source.popularity, content: canonical(product) };
      products.set(product.sku, held);
    }
    after = page.hits.hits.at(-1)?.sort;
    if (!after) return products;
  }
}

async function ask(url: string, body: unknown): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

function canonical(product: Product): string {
  return JSON.stringify({ ...product, attributes: product.attributes }, (_key, value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)))
      : value,
  );
}
