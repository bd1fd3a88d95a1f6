import { parseArgs } from 'node:util';

/** What `npm run topology` can be told. */
export interface TopologyOptions {
  readonly gateways: number;
  readonly workers: number;
  readonly port: number;
  readonly demo: boolean;
}

export const TOPOLOGY_USAGE = `Usage: npm run topology -- [options]
  --gateways N   gateways, 2 by default
  --workers N    workers, 2 by default
  --port P       port of the first gateway, 4000 by default, the others follow it; 0 takes free ones
  --no-demo      leaves an empty catalogue empty

DATABASE_URL, ELASTICSEARCH_URL and REDIS_URL name servers to use; throw-away ones are started for those that are not set.`;

/** @returns null when they cannot be understood */
export function topologyOptions(args: readonly string[]): TopologyOptions | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      allowNegative: true,
      options: {
        gateways: { type: 'string', default: '2' },
        workers: { type: 'string', default: '2' },
        port: { type: 'string', default: '4000' },
        demo: { type: 'boolean', default: true },
      },
    });
    const gateways = wholeNumber(values.gateways, 1, 100);
    const workers = wholeNumber(values.workers, 1, 100);
    const port = wholeNumber(values.port, 0, 65_000);
    return { gateways, workers, port, demo: values.demo };
  } catch {
    return null;
  }
}

function wholeNumber(text: string, min: number, max: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < min || number > max) throw new RangeError(text);
  return number;
}
