import type { Product } from '../../catalog/product.types';
import type { Analyzer } from '../../search/analysis/analyzer';
import { codeForms } from '../../search/analysis/fold-code';
import { stemWord } from '../../search/analysis/stem-word';
import { TextCutter } from '../../search/matching/searched-texts';
import { hashText } from '../../shared/hash-text';
import { stemId, stemIds } from './stem-id';

/** The fields that features look into, in the order of `ProductFacts.fields`. */
export const FIELDS = [
  'title',
  'identifiers',
  'brand',
  'categories',
  'tags',
  'description',
  'attributes',
] as const;

/** All that features need to know about one version of a product, worked out once. */
export interface ProductFacts {
  readonly product: Product;
  /** Numbers of the stems of each field, as they stand, in the order of `FIELDS`. */
  readonly fields: readonly Int32Array[];
  /** ln(1 + words) of each field, in the same order. */
  readonly logLengths: Float64Array;
  /** Words of the title before it says what the product goes with: "case" in "case for laptops". */
  readonly titleHead: number;
  /** Likewise of the description. */
  readonly descriptionHead: number;
  /** Folded identifiers in all their forms. */
  readonly codes: readonly string[];
  /** Natural logarithm of 1 + the price; NaN without one. */
  readonly logPrice: number;
  /** Digest of the brand's name; null without one. */
  readonly brand: number | null;
  /** Digests of the departments at the root of its categories. */
  readonly departments: readonly number[];
}

/** What follows one of these is not the product but what it is for, in the languages that most shops write. */
const GOES_WITH = [
  ...['for', 'with', 'compatible', 'fits'],
  ...['für', 'fur', 'mit', 'passend', 'pour', 'avec', 'para', 'con', 'per', 'voor', 'met'],
  ...['适用', '适用于', '用于', '兼容'],
];

const GOES_WITH_IDS: ReadonlySet<number> = new Set(GOES_WITH.map(stemWord).map(stemId));

/** Reads products as the search index does. */
export class FactsReader {
  private readonly cutter: TextCutter;

  constructor(analyzer: Analyzer) {
    this.cutter = new TextCutter(analyzer);
  }

  factsOf(product: Product): ProductFacts {
    const texts = this.cutter.cut(product);
    const fields = [...texts.rank, texts.match[1]].map(stemIds);
    const roots = product.categories.flatMap((path) => path.slice(0, 1));
    return {
      product,
      fields,
      logLengths: Float64Array.from(fields, ({ length }) => Math.log1p(length)),
      titleHead: headOf(fields[FIELDS.indexOf('title')]),
      descriptionHead: headOf(fields[FIELDS.indexOf('description')]),
      codes: product.identifiers.flatMap(codeForms),
      logPrice: product.price === null ? NaN : Math.log1p(product.price.amount),
      brand: product.brand === null ? null : hashText(product.brand),
      departments: [...new Set(roots)].map(hashText),
    };
  }
}

/** A text that begins with such a word has no head to tell from the rest. */
function headOf(stems: Int32Array | undefined): number {
  if (stems === undefined) return 0;
  const end = stems.findIndex((stem, place) => place > 0 && GOES_WITH_IDS.has(stem));
  return end < 0 ? stems.length : end;
}
