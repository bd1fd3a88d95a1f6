import type { estypes } from '@elastic/elasticsearch';
import { RANKED_FIELDS } from '../../search/matching/searched-texts';
import { FILTER_PROPERTIES } from './filter-fields';

/** Trove has cut and stemmed the text already: words come joined by blanks, and are longer than 255 characters now and then. */
const LONGEST_WORD = 10_000;

/** Deletions are remembered this long, so that a late write of an older version does not bring a product back. */
const DELETIONS_REMEMBERED = '12h';

/**
 * How much a long text counts against its words, from 0 to 1 (`b` of BM25). Above the usual .75, because the weight of a field counts
 * towards the length too. Chosen together with `ELASTICSEARCH_FIELD_WEIGHTS`.
 */
const LENGTH_NORMALIZATION = 0.9;

const words = { type: 'text', analyzer: 'words' } as const;

/** Never sorted or counted over: only looked up. Whole words, or codes. */
const lookup = { type: 'keyword', doc_values: false, ignore_above: LONGEST_WORD } as const;

/**
 * What is kept of a product.
 *
 * - `product`: the product itself, in the source alone: see `product-source.ts`.
 * - `all`: the stemmed words of all fields, attributes included; decides which products match.
 * - `title_words` … `description_words`: the stemmed words of one field each, scored together as one text (BM25F).
 * - `attribute_words`: stemmed words of text attributes, scored apart when their weight is not 0.
 * - `words`: surface words for spelling; `shown_words`: those of title and brand, for completion.
 * - `attributes`: typed attributes in one field however many keys there are (see `attribute-terms.ts`), so that 5,000 keys
 *   make no 5,000 fields.
 * - `categories`: each with all its ancestors (see `category-labels.ts`); `category_names`: single names, for completion.
 * - `popularity`: the stored sum, a double: its exponent is beyond any float.
 * - `vector`: only in a layout with `vectorDims`.
 */
const properties: Record<string, estypes.MappingProperty> = {
  ...FILTER_PROPERTIES,
  product: { type: 'object', enabled: false },
  category_names: { type: 'keyword' },
  updated: { type: 'long', index: false },
  popularity: { type: 'double' },
  codes: lookup,
  attribute_keys: { type: 'keyword' },
  all: { ...words, norms: false },
  ...Object.fromEntries(RANKED_FIELDS.map((field) => [field + '_words', words])),
  attribute_words: words,
  words: lookup,
  shown_words: lookup,
};

/** The field that holds the stemmed words of a ranked field. */
export function wordsOf(field: (typeof RANKED_FIELDS)[number]): string {
  return `${field}_words`;
}

/** Rises with every change of the layout. An index keeps the one that it was made with. */
export const LAYOUT_VERSION = 3;

/** When the product was last changed: tells versions of it apart where hits come without it. Layouts before 3 do not have it. */
export const VERSION_FIELD = 'updated';

export interface IndexLayoutOptions {
  /** Copies of the index on other nodes. */
  readonly replicas: number;
  /** Numbers in the vector of a product; null for an index without vectors. */
  readonly vectorDims: number | null;
}

/**
 * One shard: scores, facet counts and totals are then exact, and one shard holds tens of millions of products. Replicas carry more
 * searches. Unknown fields are an error: a misspelt name must not become a field. The source holds what hits bring along, and not the words,
 * which nobody reads back.
 */
export function indexLayout(
  options: IndexLayoutOptions,
): Omit<estypes.IndicesCreateRequest, 'index'> {
  return {
    settings: {
      number_of_shards: 1,
      number_of_replicas: options.replicas,
      gc_deletes: DELETIONS_REMEMBERED,
      similarity: { default: { type: 'BM25', k1: 1.2, b: LENGTH_NORMALIZATION } },
      analysis: {
        tokenizer: { blanks: { type: 'whitespace', max_token_length: LONGEST_WORD } },
        analyzer: { words: { type: 'custom', tokenizer: 'blanks' } },
      },
    },
    mappings: {
      dynamic: 'strict',
      _meta: { layout: LAYOUT_VERSION },
      _source: { includes: ['product', 'popularity'] },
      properties: { ...properties, ...vectorField(options.vectorDims) },
    },
  };
}

/** Compared by angle; bytes in the place of floats take a quarter of the memory, at the price of a little accuracy. */
function vectorField(dims: number | null): Record<string, estypes.MappingProperty> {
  if (dims === null) return {};
  const index_options = { type: 'int8_hnsw' } as const;
  return {
    vector: { type: 'dense_vector', dims, index: true, similarity: 'cosine', index_options },
  };
}
