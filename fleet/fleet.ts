import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FleetServers } from './fleet-servers';
import { freePort } from './free-port';
import { projectFolder } from './project-folder';
import { SupervisedProcess } from './supervised-process';

export interface FleetPlan {
  readonly servers: FleetServers;
  readonly gateways: number;
  readonly workers: number;
  /** Port of the first gateway, the others follow it; 0 takes free ones. */
  readonly firstPort: number;
  /** Loads the demo shop when there is no catalogue yet. */
  readonly demo: boolean;
  /** Further settings of all processes. */
  readonly environment: NodeJS.ProcessEnv;
  /** Takes each line that a process says. */
  readonly say: (name: string, line: string) => void;
}

/** One process of Trove and where it answers. */
export interface FleetMember {
  /** Such as `gateway-1`. */
  readonly name: string;
  /** Without a slash at the end. */
  readonly address: string;
  readonly process: SupervisedProcess;
}

/** Several gateways and workers on the same servers, on this machine. */
export interface Fleet {
  readonly gateways: readonly FleetMember[];
  readonly workers: readonly FleetMember[];
  /** Resolves when all answer that nothing fails. @throws when that takes longer than `timeoutMs` */
  untilReady(timeoutMs: number): Promise<void>;
  /** Ends all at once. */
  kill(): void;
  /** Ends the gateways, then the workers: what was begun is finished. */
  stop(): Promise<void>;
}

const POLL_MS = 100;

/** Starts them; they may not answer yet. Needs what `npm run build:server` makes. */
export async function openFleet(plan: FleetPlan): Promise<Fleet> {
  // Nothing is kept in it: all data are on the servers.
  const folder = mkdtempSync(join(tmpdir(), 'trove-fleet-'));
  const gateways: FleetMember[] = [];
  for (let place = 0; place < plan.gateways; place += 1)
    gateways.push(gateway(plan, folder, place, await portOf(plan.firstPort, place)));
  const workers: FleetMember[] = [];
  for (let place = 0; place < plan.workers; place += 1)
    workers.push(worker(plan, folder, place, await freePort()));
  const members = [...gateways, ...workers];
  for (const member of members) member.process.start();
  return {
    gateways,
    workers,
    untilReady: (timeoutMs) => untilReady(members, timeoutMs),
    kill: () => {
      for (const { process } of members) process.kill('SIGKILL');
    },
    stop: async () => {
      for (const some of [gateways, workers])
        await Promise.all(some.map((member) => member.process.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function portOf(firstPort: number, place: number): Promise<number> {
  return firstPort === 0 ? freePort() : firstPort + place;
}

function gateway(plan: FleetPlan, folder: string, place: number, port: number): FleetMember {
  // One alone fills the shop.
  const demo = plan.demo && place === 0 ? ['--demo'] : [];
  const settings = { PORT: String(port) };
  return member(plan, folder, `gateway-${place + 1}`, { port, settings, args: ['serve', ...demo] });
}

function worker(plan: FleetPlan, folder: string, place: number, port: number): FleetMember {
  const settings = { TROVE_WORKER_PORT: String(port) };
  return member(plan, folder, `worker-${place + 1}`, { port, settings, args: ['worker'] });
}

interface Kind {
  readonly port: number;
  readonly settings: NodeJS.ProcessEnv;
  readonly args: readonly string[];
}

function member(plan: FleetPlan, folder: string, name: string, kind: Kind): FleetMember {
  const process = new SupervisedProcess({
    name,
    args: [join(projectFolder(), 'dist/src/cli/main.js'), ...kind.args],
    environment: {
      ...plan.environment,
      ...plan.servers,
      HOST: '127.0.0.1',
      TROVE_DATA_DIR: folder,
      ...kind.settings,
    },
    say: (line) => {
      plan.say(name, line);
    },
  });
  return { name, address: `http://127.0.0.1:${kind.port}`, process };
}

async function untilReady(members: readonly FleetMember[], timeoutMs: number): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  for (;;) {
    const states = await Promise.all(members.map(async (one) => ({ one, ok: await isReady(one) })));
    const missing = states.filter(({ ok }) => !ok).map(({ one }) => one.name);
    if (missing.length === 0) return;
    if (performance.now() > giveUpAt)
      throw new Error(
        `Not ready within ${timeoutMs} ms: ${missing.join(', ')}. Their log says why.`,
      );
    await sleep(POLL_MS);
  }
}

async function isReady({ address }: FleetMember): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/health/ready`);
    return ((await answer.json()) as { readonly status: string }).status === 'ok';
  } catch {
    return false;
  }
}
