import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { validate } from 'dockerfile-utils';
import { freePort } from '../../fleet/free-port';
import { temporaryFolder } from '../support/temporary-folder';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'Dockerfile'), 'utf8');

/** Instructions with their arguments, lines that go on joined, comments left out. */
const instructions = text
  .replaceAll(/^\s*#.*\n/gm, '')
  .replaceAll(/\\\n\s*/g, '')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => [line.split(' ', 1)[0] ?? '', line.slice(line.indexOf(' ') + 1)] as const);

const argumentsOf = (instruction: string): readonly string[] =>
  instructions.filter(([name]) => name === instruction).map(([, given]) => given);

const listOf = (instruction: string): readonly string[] =>
  JSON.parse(/\[.*\]$/.exec(argumentsOf(instruction).at(-1) ?? '')?.[0] ?? '[]') as string[];

/** Paths that a COPY takes from the build context, and from the stage that builds. */
const copies = argumentsOf('COPY').map((given) => given.split(' '));
const fromContext = copies.filter(([first]) => first?.startsWith('--') === false);
const fromBuild = copies.filter(([first]) => first === '--from=build');

const letThrough = readFileSync(join(root, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

describe('the Dockerfile', () => {
  const folder = temporaryFolder();

  it('has nothing that a linter of Dockerfiles minds', () => {
    expect(validate(text)).toEqual([]);
  });

  it('builds and runs on a pinned version of Node.js that package.json allows', () => {
    const images = argumentsOf('FROM').map((given) => given.split(' ')[0] ?? '');
    const versions = images.map((image) => /^node:(\d+)-bookworm(-slim)?$/.exec(image)?.[1]);
    expect(versions).toEqual(['22', '22']);
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    expect(engines.node).toContain('^22.');
  });

  it('runs as somebody else than root', () => {
    expect(argumentsOf('USER').at(-1)).toMatch(/^[1-9]\d*:[1-9]\d*$/);
  });

  it('copies what is there and what .dockerignore lets through', () => {
    const wanted = fromContext.flatMap((paths) => paths.slice(0, -1)).filter((one) => one !== '.');
    expect(wanted.length).toBeGreaterThan(1);
    for (const path of [...wanted, ...letThrough]) expect(existsSync(join(root, path))).toBe(true);
    expect(letThrough).toEqual(expect.arrayContaining(wanted));
  });

  it('keeps secrets, data and tests out of its build, by letting through what it names and nothing else', () => {
    expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toMatch(/^\*$/m);
    for (const name of ['.env', 'data', 'test', '.git', '.'])
      expect(letThrough).not.toContain(name);
  });

  it('lets through everything that the build of the server reads', () => {
    const { include } = JSON.parse(readFileSync(join(root, 'tsconfig.build.json'), 'utf8')) as {
      readonly include: readonly string[];
    };
    expect(letThrough).toEqual(expect.arrayContaining(include));
  });

  it('sets what the configuration reads', () => {
    const known = readFileSync(join(root, '.env.example'), 'utf8');
    expect(Object.keys(environment()).length).toBeGreaterThan(3);
    for (const name of Object.keys(environment())) expect(known).toContain(`#${name}=`);
  });

  it('copies all that a gateway needs: it serves, tells its health, and ends in good order', async () => {
    const image = folder.path('image');
    for (const [, source = '', target = ''] of fromBuild) copyInto(image, source, target);
    const port = String(await freePort());
    const env = { PATH: process.env['PATH'], ...environment(), PORT: port, TROVE_WORKER_PORT: port, TROVE_DATA_DIR: folder.path('data') }; // prettier-ignore
    const [program = '', ...args] = [...listOf('ENTRYPOINT'), ...listOf('CMD')];
    const gateway = spawn(program, args, { cwd: image, env, stdio: 'pipe' });
    let said = '';
    gateway.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    gateway.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(gateway, 'exit');

    const [healthProgram = '', ...healthArgs] = listOf('HEALTHCHECK');
    const isHealthy = () => spawnSync(healthProgram, healthArgs, { cwd: image, env }).status === 0;
    expect(isHealthy()).toBe(false);
    while (!said.includes('Ctrl+C') && gateway.exitCode === null) await sleep(50);
    expect({ said, isHealthy: isHealthy() }).toMatchObject({ isHealthy: true });
    gateway.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(isHealthy()).toBe(false);
  });
});

/** Variables of the image. */
function environment(): Readonly<Record<string, string>> {
  const pairs = argumentsOf('ENV').flatMap((given) => given.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split('=')) as [string, string][]);
}

/** As COPY would, with what is built here; a target that ends with a slash is a folder. */
function copyInto(image: string, source: string, target: string): void {
  const from = join(root, source.replace(/^\/trove\//, ''));
  const to = join(image, target, target.endsWith('/') ? (source.split('/').at(-1) ?? '') : '');
  mkdirSync(dirname(to), { recursive: true });
  if (source.endsWith('/node_modules')) symlinkSync(from, to);
  else cpSync(from, to, { recursive: true });
}
