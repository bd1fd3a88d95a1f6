// The least that a GraphQL gateway before Elasticsearch can do, for comparison: `node minimal-gateway.js URL FILE`. FILE holds the
// bodies for `_search`. A parent process reads the address from the channel between them.
import { readFileSync } from 'node:fs';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { Client, type estypes } from '@elastic/elasticsearch';

const typeDefs = `
  type Query { page(number: Int!): Page! }
  type Page { total: Int! hits: [Hit!]! facets: [Facet!]! }
  type Hit { sku: String! title: String! brand: String availability: String! price: Float }
  type Facet { buckets: [Bucket!]! }
  type Bucket { label: String! count: Int! }
`;

interface Product {
  readonly sku: string;
  readonly price: { readonly amount: number } | null;
}

interface Counted {
  readonly buckets: readonly { readonly key: string | number; readonly doc_count: number }[];
}

type Answer = estypes.SearchResponse<{ readonly product: Product }>;

const [url = '', file = ''] = process.argv.slice(2);
const bodies = JSON.parse(readFileSync(file, 'utf8')) as readonly estypes.SearchRequest[];
const client = new Client({ node: url });

const resolvers = {
  Query: {
    page: async (_root: unknown, { number }: { readonly number: number }) =>
      pageOf(await client.search(bodies[number])),
  },
};

function pageOf({ hits, aggregations = {} }: Answer) {
  return {
    total: typeof hits.total === 'number' ? hits.total : hits.total?.value,
    hits: hits.hits.map(({ _source }) => ({
      ..._source?.product,
      price: _source?.product.price?.amount,
    })),
    facets: Object.values(aggregations).flatMap(facetOf),
  };
}

/** The first ten buckets, as a shop would show them. */
function facetOf(aggregation: unknown) {
  const parts = Object.values(aggregation as Readonly<Record<string, Partial<Counted>>>);
  const counted = parts.find((part) => part.buckets !== undefined) as Counted | undefined;
  if (!counted) return [];
  const buckets = counted.buckets.slice(0, 10);
  return [
    { buckets: buckets.map(({ key, doc_count }) => ({ label: String(key), count: doc_count })) },
  ];
}

void startStandaloneServer(new ApolloServer({ typeDefs, resolvers }), {
  listen: { host: '127.0.0.1', port: 0 },
}).then(({ url: address }) => process.send?.(address));
