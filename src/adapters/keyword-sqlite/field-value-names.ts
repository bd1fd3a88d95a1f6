import type { CompletionRequest, FieldValueCompletion } from '../../search/keyword-engine.port';
import type { Analyzer } from '../../search/analysis/analyzer';
import { DerivedValue } from './index-changes';
import type { ReadingConnection } from './reading-connection';
import { fragment } from './sql-fragment';

/** Brands, and category names with the products in any category of that name or below it. */
const NAMES = fragment(`
  SELECT 'brand' AS field, t.text AS value, count(*) AS products
  FROM keyword_product p CROSS JOIN keyword_term t ON t.id = p.brand WHERE p.brand IS NOT NULL GROUP BY p.brand
  UNION ALL
  SELECT 'category', t.text ->> '$[#-1]', count(DISTINCT v.product)
  FROM keyword_field f CROSS JOIN keyword_value v ON v.field = f.id CROSS JOIN keyword_term t ON t.id = v.value
  WHERE f.kind = 'category' GROUP BY 2
  ORDER BY 3 DESC, 2, 1`);

interface NamedValue {
  readonly completion: FieldValueCompletion;
  readonly words: readonly string[];
}

/** The names of brands and categories in memory: a shop has hundreds or thousands of them, not millions. */
export class FieldValueNames {
  private readonly names: DerivedValue<readonly NamedValue[]>;

  constructor(connection: ReadingConnection, analyzer: Analyzer) {
    this.names = new DerivedValue(connection, () =>
      (connection.all(NAMES) as readonly FieldValueCompletion[]).map((completion) => ({
        completion,
        words: analyzer.indexWords(completion.value),
      })),
    );
  }

  /** Most products first; then by name in code point order. */
  complete({ words, prefix, limit }: CompletionRequest): readonly FieldValueCompletion[] {
    return this.names
      .get()
      .filter(
        (name) =>
          words.every((word) => name.words.includes(word)) &&
          name.words.some((word) => word.startsWith(prefix)),
      )
      .slice(0, limit)
      .map((name) => name.completion);
  }
}
