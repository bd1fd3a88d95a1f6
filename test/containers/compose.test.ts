import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { readConfig } from '../../src/config/read-config';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'compose.yaml'), 'utf8');

/** What the tests read of a service. */
interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
}

const file = parse(text, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
};
const services = Object.entries(file.services);
const ours = services.filter(([, service]) => service.build !== undefined);
const servers = services.filter(([, service]) => service.build === undefined);

/** Puts the defaults of `${NAME:-default}`, and the values given, into a value. */
function interpolated(value: string, given: Readonly<Record<string, string>>): string {
  return value.replaceAll(
    /\$\{(\w+):([-?])([^}]*)\}/g,
    (_all, name: string, kind: string, word: string) =>
      given[name] ?? (kind === '-' ? word : `missing ${name}`),
  );
}

describe('compose.yaml', () => {
  it('has two gateways, a worker, and one of each server', () => {
    expect(ours.map(([name]) => name)).toEqual(['gateway-1', 'gateway-2', 'worker']);
    expect(ours.map(([, { command }]) => command)).toEqual([undefined, undefined, ['worker']]);
    expect(servers.map(([name]) => name)).toEqual(['postgres', 'elasticsearch', 'redis']);
  });

  it('sets what the configuration reads, and leads to the servers beside it', () => {
    const known = readFileSync(join(root, '.env.example'), 'utf8');
    for (const [, { environment = {} }] of ours) {
      for (const name of Object.keys(environment)) expect(known).toContain(`#${name}=`);
      const given = { TROVE_ADMIN_KEY: 'a key for this test only' };
      const settings = Object.entries(environment).map(([name, value]) => [name, interpolated(value, given)]); // prettier-ignore
      const config = readConfig({
        NODE_ENV: 'production',
        ...(Object.fromEntries(settings) as Record<string, string>),
      });
      expect(config.adminKey).toBe(given.TROVE_ADMIN_KEY);
      const { databaseUrl, elasticsearchUrl, redisUrl } = config.services;
      const hosts = [databaseUrl, elasticsearchUrl, redisUrl].map((url) => new URL(url ?? '').hostname); // prettier-ignore
      expect(hosts).toEqual(servers.map(([name]) => name));
    }
  });

  it('gives PostgreSQL the same password as those who ask it', () => {
    const [, asked] = /trove:(\$\{[^}]+\})@postgres/.exec(ours[0]?.[1].environment?.['DATABASE_URL'] ?? '') ?? []; // prettier-ignore
    expect(file.services['postgres']?.environment?.['POSTGRES_PASSWORD']).toBe(asked);
  });

  it('holds no secret: keys and passwords are variables', () => {
    const secrets = services.flatMap(([, { environment = {} }]) =>
      Object.entries(environment).filter(([name]) => /KEY|PASSWORD|SECRET|TOKEN/.test(name)),
    );
    expect(secrets.length).toBeGreaterThan(3);
    for (const [, value] of secrets) expect(value).toMatch(/^\$\{\w+:[-?][^}]+\}$/);
  });

  it('pins every image to a version', () => {
    for (const [, { image }] of services) expect(image).toMatch(/:\d+(\.\d+)*(-[a-z]+)?$/);
  });

  it('waits for servers that are healthy, and every one of them has a way to tell', () => {
    for (const [, { depends_on: needed }] of ours) {
      expect(Object.keys(needed ?? {})).toEqual(servers.map(([name]) => name));
      for (const { condition } of Object.values(needed ?? {}))
        expect(condition).toBe('service_healthy');
    }
    for (const [, { healthcheck }] of servers) expect(healthcheck?.test[0]).toBe('CMD');
    // The image brings its own.
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toMatch(/^HEALTHCHECK /m);
  });

  it('keeps the data of every server in a volume of its own', () => {
    const mounted = servers.map(([, { volumes = [] }]) => volumes.map((one) => one.split(':')[0]));
    expect(mounted).toEqual(Object.keys(file.volumes).map((name) => [name]));
  });

  it('lets only gateways be reached, from this machine, each on a port of its own', () => {
    const published = services.flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([
      ['gateway-1', '127.0.0.1:4001:4000'],
      ['gateway-2', '127.0.0.1:4002:4000'],
    ]);
  });

  it('starts again what dies, and gives what stops the time it needs', () => {
    for (const [, { restart }] of services) expect(restart).toBe('unless-stopped');
    const { drainTimeoutMs } = readConfig({});
    for (const [, { stop_grace_period: grace = '' }] of ours)
      expect(1000 * Number.parseInt(grace, 10)).toBeGreaterThan(2 * drainTimeoutMs);
  });
});
