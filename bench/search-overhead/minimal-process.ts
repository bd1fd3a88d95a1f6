import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GatewayProcess } from '../trove-process';
import type { Shop } from './record-searches';

/** Starts the minimal gateway; page `n` of it is the answer to the n-th body. */
export async function startMinimalGateway(
  { dataDir, elasticsearchUrl }: Shop,
  bodies: readonly string[],
): Promise<GatewayProcess> {
  const file = join(dataDir, 'bodies.json');
  writeFileSync(file, `[${bodies.join(',')}]`);
  const child = fork(join(__dirname, 'minimal-gateway.js'), [elasticsearchUrl, file], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const [address] = (await once(child, 'message')) as [string];
  return {
    address: address.replace(/\/$/, ''),
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}

const FIELDS = 'total hits { sku title brand availability price }';
const FACETS = 'facets { buckets { label count } }';

/** The request for a page of the minimal gateway. */
export function minimalBody(number: number, { facets }: { readonly facets: boolean }): string {
  const fields = facets ? `${FIELDS} ${FACETS}` : FIELDS;
  const query = `query Page($number: Int!) { page(number: $number) { ${fields} } }`;
  return JSON.stringify({ query, variables: { number } });
}
