import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DataSetMissing, dataSetFolder } from '../data-sets';
import { SeededRandom } from '../../src/shared/seeded-random';

const HOUR_MS = 3_600_000;

/** The shop's history: every shopper's last act lies in it. */
const HISTORY_MS = 30 * 24 * HOUR_MS;

const PRODUCTS_PER_DEPARTMENT = 400;

/** Files that `trove import` reads, and who shops there. */
export interface BeautyShop {
  readonly products: string;
  readonly events: string;
  readonly shoppers: readonly string[];
  readonly skus: readonly string[];
}

/**
 * A shop in the shape of Amazon Beauty: its 12,101 items under made-up titles and departments, with their attributes, and what its 22,363 shoppers did, an hour
 * between two acts, the last ones spread over thirty days.
 *
 * @throws DataSetMissing
 */
export async function writeBeautyShop(folder: string, now: number): Promise<BeautyShop> {
  const source = join(dataSetFolder(), 'amazon-beauty');
  const sequences = join(source, 'sequences.txt');
  if (!existsSync(sequences))
    throw new DataSetMissing(`${sequences} is missing. Set TROVE_DATASETS to the folder that holds amazon-beauty.`); // prettier-ignore
  const attributes = JSON.parse(readFileSync(join(source, 'item-attributes.json'), 'utf8')) as Record<string, readonly number[]>; // prettier-ignore
  const random = new SeededRandom(1);
  const skus = new Set<string>();
  const shoppers: string[] = [];
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(sequences) })) {
    const [shopper = '', ...items] = line.trim().split(' ');
    if (items.length === 0) continue;
    shoppers.push(`shopper-${shopper}`);
    const last = now - random.below(HISTORY_MS);
    for (const [place, item] of items.entries()) {
      skus.add(item);
      lines.push(
        JSON.stringify({
          eventId: `${shopper}-${String(place)}`,
          kind: 'view',
          sku: skuOf(item),
          shopper: `shopper-${shopper}`,
          occurredAt: last - (items.length - 1 - place) * HOUR_MS,
        }),
      );
    }
  }
  const products = join(folder, 'products.jsonl');
  const events = join(folder, 'events.jsonl');
  await writeFile(products, [...skus].map((item) => productLine(item, attributes)).join('\n'));
  await writeFile(events, lines.join('\n'));
  return { products, events, shoppers, skus: [...skus].map(skuOf) };
}

const skuOf = (item: string): string => `item-${item}`;

function productLine(
  item: string,
  attributes: Readonly<Record<string, readonly number[]>>,
): string {
  const own = attributes[item] ?? [];
  const department = Math.floor(Number(item) / PRODUCTS_PER_DEPARTMENT);
  return JSON.stringify({
    sku: skuOf(item),
    title: `Beauty item ${item}`,
    description: own.map((one) => `trait${String(one)}`).join(' '),
    brand: `brand-${String(own[0] ?? 0)}`,
    categories: [[`Department ${String(department)}`, `Shelf ${String(own[1] ?? 0)}`]],
    price: 5 + (Number(item) % 90),
    currency: 'EUR',
    tags: own.slice(2, 6).map((one) => `trait${String(one)}`),
  });
}
