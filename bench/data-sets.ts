import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Thrown when a data set is not there: a benchmark without its data has no result. */
export class DataSetMissing extends Error {
  override readonly name = 'DataSetMissing';
}

/** Files of the Icecat set. */
export interface IcecatFiles {
  /** 19,406 products, JSONL packed by gzip. */
  readonly products: string;
  /** CSV: query, product_id, grade. */
  readonly judgments: string;
}

/** The folder of the data sets: `TROVE_DATASETS`, or `../shared/datasets` beside the repository. */
export function dataSetFolder(): string {
  return resolve(process.env['TROVE_DATASETS'] ?? join('..', 'shared', 'datasets'));
}

/** @throws DataSetMissing */
export function icecatFiles(): IcecatFiles {
  const folder = join(dataSetFolder(), 'icecat-electronics');
  const files = {
    products: join(folder, 'products.jsonl.gz'),
    judgments: join(folder, 'judgments.csv'),
  };
  for (const file of Object.values(files)) {
    if (existsSync(file)) continue;
    throw new DataSetMissing(
      `The data set file ${file} is missing. Set TROVE_DATASETS to the folder that holds icecat-electronics.`,
    );
  }
  return files;
}

/** Files of one set of Amazon reviews. */
export interface AmazonFiles {
  /** One shopper per line, `shopper item item …`, in time order. */
  readonly sequences: string;
  /** JSON, by item its attributes. */
  readonly attributes: string;
}

/** @param name such as `beauty`. @throws DataSetMissing */
export function amazonFiles(name: string): AmazonFiles {
  const folder = join(dataSetFolder(), `amazon-${name}`);
  const files = {
    sequences: join(folder, 'sequences.txt'),
    attributes: join(folder, 'item-attributes.json'),
  };
  for (const file of Object.values(files)) {
    if (existsSync(file)) continue;
    throw new DataSetMissing(
      `The data set file ${file} is missing. Set TROVE_DATASETS to the folder that holds amazon-${name}.`,
    );
  }
  return files;
}
