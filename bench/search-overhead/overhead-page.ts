/** What a simple result page shows of ten hits, as plain as the minimal resolver of which the goals were set. */
const HITS = `searchId total { count } pageInfo { endCursor hasNextPage }
  edges { node { position product { sku title brand availability imageUrls price { amount currency } } } }`;

const FACETS = 'facets { label buckets { label count } }';

const asking = (fields: string): string =>
  `query Page($input: SearchInput!) { search(input: $input, first: 10) { ${fields} } }`;

/** A kind of result page: with facets or without. */
export interface PageKind {
  readonly name: string;
  readonly facets: boolean;
  /** The body of the GraphQL request for a text. */
  readonly bodyFor: (text: string) => string;
}

export const PAGE_KINDS: readonly PageKind[] = [
  {
    name: '10 hits',
    facets: false,
    bodyFor: (text) => JSON.stringify({ query: asking(HITS), variables: { input: { text } } }),
  },
  {
    name: '10 hits, 3 facets',
    facets: true,
    bodyFor: (text) =>
      JSON.stringify({
        query: asking(`${HITS} ${FACETS}`),
        variables: {
          input: {
            text,
            facets: [
              { brand: { size: 10 } },
              { price: { interval: 50 } },
              { attribute: { key: 'product_colour', size: 10 } },
            ],
          },
        },
      }),
  },
];
