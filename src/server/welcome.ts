import type { Config } from '../config/config';

/** What the person at the terminal is told once the gateway listens. */
export function welcome(address: string, products: number, config: Config): string {
  const explorer = config.explorer ? [`  GraphiQL  ${address}/graphiql/`] : [];
  return [
    `Trove is ready: ${products.toLocaleString('en')} products in ${placeOf(config)}`,
    '',
    `  GraphQL   ${address}/graphql`,
    ...explorer,
    `  Health    ${address}/health/ready`,
    '',
    ...(products === 0 ? EMPTY : ['Try it:', '', exampleCall(address)]),
    '',
    'Ctrl+C stops it.',
    '',
  ].join('\n');
}

function placeOf({ services, dataDir }: Config): string {
  return services.databaseUrl === null ? dataDir : 'PostgreSQL';
}

/** The same of a worker. @param address where it tells its health; null when it tells nobody */
export function welcomeWorker(address: string | null): string {
  const health = address === null ? '' : `  Health    ${address}/health/ready\n`;
  return `Trove worker is ready. Ctrl+C stops it.\n${health}`;
}

const EMPTY = [
  'The catalogue is empty. Fill it with "npx trove import products FILE", with the importProducts mutation,',
  'or with the demo shop: "npx trove demo".',
];

const EXAMPLE_QUERY =
  '{ search(input: {text: "noise cancelling headphones"}, first: 3) { total { count } edges { node { product { title price { amount currency } } } } } }';

function exampleCall(address: string): string {
  const body = JSON.stringify({ query: EXAMPLE_QUERY });
  return `  curl ${address}/graphql -H 'content-type: application/json' -d '${body}'`;
}
