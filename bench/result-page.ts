import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The operation that GraphiQL offers first: hits with highlights, and facets. */
export const RESULT_PAGE_OPERATION = readFileSync(
  join(__dirname, '..', '..', 'schema', 'operations', 'search.graphql'),
  'utf8',
);

/** Ten hits, highlights and three facets for a text, on the Icecat catalogue. */
export function resultPageVariables(text: string): Readonly<Record<string, unknown>> {
  return {
    first: 10,
    input: {
      text,
      facets: [
        { brand: { size: 10 } },
        { price: { interval: 50 } },
        { attribute: { key: 'product_colour', size: 10 } },
      ],
    },
  };
}
