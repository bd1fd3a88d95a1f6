import { createWriteStream, mkdtempSync, rmSync, type WriteStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFleet, type Fleet } from '../../fleet/fleet';
import type { FleetServers } from '../../fleet/fleet-servers';
import type { SeededRandom } from '../../src/shared/seeded-random';

/** The key that callers of the fleet send. */
export const ADMIN_KEY = 'chaos-admin-key-0123456789';

const START_MS = 60_000;

const PATIENT_DEADLINES = {
  TROVE_SEARCH_DEADLINE_MS: '25000',
  TROVE_REQUEST_DEADLINE_MS: '30000',
};

/** Two gateways and two workers, each with a log of its own, of whose ends notes are taken. */
export class WatchedFleet {
  /** Where the logs are. */
  readonly folder = mkdtempSync(join(tmpdir(), 'trove-chaos-'));
  /** Processes that ended though nobody killed them while everything was there to work with, and how. */
  readonly surprises: string[] = [];
  private readonly logs = new Map<string, WriteStream>();
  private readonly ready = new Set<string>();
  private fleet: Fleet | null = null;

  /** @param isPatient gives answers far more time than usual, for machines that do other things meanwhile: there it is loss that is looked for, not slowness. */
  constructor(private readonly isPatient: boolean) {}

  async open(servers: FleetServers): Promise<void> {
    this.fleet = await openFleet({
      servers,
      gateways: 2,
      workers: 2,
      firstPort: 0,
      demo: false,
      environment: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        LOG_LEVEL: 'info',
        TROVE_ADMIN_KEY: ADMIN_KEY,
        ...(this.isPatient && PATIENT_DEADLINES),
      },
      say: (name, line) => {
        this.hear(name, line);
      },
    });
    process.on('exit', this.endWithUs);
    await this.fleet.untilReady(START_MS);
  }

  get addresses(): readonly string[] {
    return (this.fleet?.gateways ?? []).map(({ address }) => address);
  }

  /** Kills one of them with SIGKILL. */
  kill(part: 'gateway' | 'worker', random: SeededRandom): void {
    const members = part === 'gateway' ? this.fleet?.gateways : this.fleet?.workers;
    random.pick(members ?? []).process.kill('SIGKILL');
  }

  async untilReady(): Promise<void> {
    await this.fleet?.untilReady(START_MS);
  }

  async stop(): Promise<void> {
    process.off('exit', this.endWithUs);
    await this.fleet?.stop();
    for (const log of this.logs.values()) log.end();
  }

  removeLogs(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private readonly endWithUs = (): void => {
    const members = [...(this.fleet?.gateways ?? []), ...(this.fleet?.workers ?? [])];
    for (const member of members) member.process.kill('SIGKILL');
  };

  private hear(name: string, line: string): void {
    this.logOf(name).write(`${new Date().toISOString()} ${line}\n`);
    if (/^Trove .*is ready/.test(line)) this.ready.add(name);
    const end = /^ended \((.*)\)/.exec(line)?.[1];
    // One that never got ready found no server; the next attempt may.
    if (end !== undefined && this.ready.delete(name) && end !== 'SIGKILL')
      this.surprises.push(`${name} ended by itself: ${end}`);
  }

  private logOf(name: string): WriteStream {
    const known = this.logs.get(name);
    if (known) return known;
    const log = createWriteStream(join(this.folder, `${name}.log`));
    this.logs.set(name, log);
    return log;
  }
}
