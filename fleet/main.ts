import { loadEnvFileHere } from '../src/config/load-env-file';
import { openFleet, type Fleet, type FleetPlan } from './fleet';
import { openServers, type FleetServers } from './fleet-servers';
import { TOPOLOGY_USAGE, topologyOptions, type TopologyOptions } from './topology-options';

/** Migrations, the demo shop and its index take a while on a small machine. */
const READY_MS = 180_000;

/** `npm run topology`: gateways, workers and their servers on this machine, without containers, until Ctrl+C. */
async function main(): Promise<void> {
  const options = topologyOptions(process.argv.slice(2));
  if (!options) {
    process.stderr.write(`${TOPOLOGY_USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  loadEnvFileHere();
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  say('topology', 'starting the servers that are not given …');
  const opened = await openServers(process.env);
  try {
    await runUntil(told, await openFleet(planOf(options, opened.servers)), options);
  } finally {
    await opened.stop();
  }
  say('topology', 'stopped');
}

function planOf(options: TopologyOptions, servers: FleetServers): FleetPlan {
  const { gateways, workers, demo, port: firstPort } = options;
  return { servers, gateways, workers, demo, firstPort, environment: process.env, say };
}

async function runUntil(
  told: Promise<void>,
  fleet: Fleet,
  options: TopologyOptions,
): Promise<void> {
  try {
    const ready = fleet.untilReady(READY_MS).then(() => {
      for (const line of welcome(fleet, options)) say('topology', line);
    });
    await Promise.race([told, ready]);
    await told;
    say('topology', 'stopping … A second signal ends all at once');
    endAtOnceWhenToldAgain(fleet);
  } finally {
    await fleet.stop();
  }
}

function endAtOnceWhenToldAgain(fleet: Fleet): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      fleet.kill();
      process.exit(1);
    });
}

function welcome({ gateways, workers }: Fleet, { demo }: TopologyOptions): readonly string[] {
  const body = JSON.stringify({
    query: `{ search(input: {text: "${demo ? 'headphones' : 'what you sell'}"}, first: 3) { total { count } edges { node { product { title } } } } }`,
  });
  const [first] = gateways;
  return [
    'ready. Ctrl+C stops all of it.',
    ...gateways.map(({ name, address }) => `${name}: ${address}/graphql`),
    ...workers.map(({ name, address }) => `${name}: ${address}/health/ready`),
    `try: curl ${first?.address ?? ''}/graphql -H 'content-type: application/json' -d '${body}'`,
  ];
}

function say(name: string, line: string): void {
  process.stdout.write(`${name.padEnd(10)} | ${line}\n`);
}

main().catch((error: unknown) => {
  const { message } = error instanceof Error ? error : { message: String(error) };
  process.stderr.write(`topology: ${message}\n`);
  process.exitCode = 1;
});
