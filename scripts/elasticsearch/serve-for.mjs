// Runs one Elasticsearch for as long as another process lives: `node serve-for.mjs PID FOLDER [revive] [fast]`.
// FOLDER/url is there as soon as the server answers, FOLDER/failure when it cannot; the whole folder is gone at the end.
// FOLDER/stop ends it before its owner ends. With `revive` it is started again when it dies, with the same data and address.
import { spawn } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { createServer } from 'node:net';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installElasticsearch, isAlive } from './install.mjs';

/** Elasticsearch refuses to run as root; this is the id of `nobody` on every Linux. */
const UNPRIVILEGED_ID = 65_534;
const isRoot = process.getuid?.() === 0;

const STARTUP_MS = 120_000;
const START_ATTEMPTS = 5;
const SHUTDOWN_MS = 15_000;
const HEAP = '512m';

const SETTINGS = `
discovery.type: single-node
network.host: 127.0.0.1
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
action.auto_create_index: false
`;

/** Started often and stopped soon: the first compiler alone is ready sooner, and fast enough. `fast` is for measuring. */
const jvmOptions = () => `
-Xms${HEAP}
-Xmx${HEAP}
-XX:+UseSerialGC
-XX:TieredStopAtLevel=${isFast ? 4 : 1}
-XX:-UsePerfData
-Djava.io.tmpdir=\${ES_TMPDIR}
20-:--add-modules=jdk.incubator.vector
`;

const LOGGING = `
status = error
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = [%d][%p][%c{1.}] %m%n
rootLogger.level = warn
rootLogger.appenderRef.console.ref = console
`;

const [owner, folder] = [Number(process.argv[2]), process.argv[3]];
const revives = process.argv.includes('revive');
const isFast = process.argv.includes('fast');
let server = null;

try {
  sweepAbandoned();
  const home = await provideHome();
  const ports = [await freePort(), await freePort()];
  server = await start(home, ports);
  while (isWanted() && (revives || !hasEnded(server))) {
    if (hasEnded(server)) server = await startAgain(home, ports);
    await sleep(200);
  }
} catch (error) {
  writeFileSync(join(folder, 'failure'), String(error.stack));
  while (isWanted()) await sleep(200);
} finally {
  if (server) await end(server);
  rmSync(folder, { recursive: true, force: true });
}

function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

function isWanted() {
  return isAlive(owner) && !existsSync(join(folder, 'stop'));
}

/** Ends servers whose keeper was killed before it could. */
function sweepAbandoned() {
  const prefix = basename(folder).replace(/\d+$/, '');
  for (const name of readdirSync(dirname(folder))) {
    const itsOwner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : NaN;
    if (Number.isNaN(itsOwner) || isAlive(itsOwner)) continue;
    const abandoned = join(dirname(folder), name);
    killElasticsearch(readPid(join(abandoned, 'pid')));
    rmSync(abandoned, { recursive: true, force: true });
  }
}

function readPid(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** The number may have gone to another process since. */
function killElasticsearch(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    if (pid > 1 && command.includes('org.elasticsearch')) process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Root's cache is closed to others: the user who runs the server gets a copy. */
async function provideHome() {
  const installed = await installElasticsearch();
  const home = isRoot ? join(folder, 'home') : installed;
  if (isRoot) cpSync(installed, home, { recursive: true });
  const config = join(folder, 'config');
  for (const made of [config, join(folder, 'tmp')]) mkdirSync(made, { recursive: true });
  writeFileSync(join(config, 'elasticsearch.yml'), SETTINGS);
  writeFileSync(join(config, 'jvm.options'), jvmOptions());
  writeFileSync(join(config, 'log4j2.properties'), LOGGING);
  if (isRoot) for (const own of [folder, config, join(folder, 'tmp')]) chownSync(own, UNPRIVILEGED_ID, UNPRIVILEGED_ID); // prettier-ignore
  return home;
}

/** Resolves when the server answers. */
async function start(home, [port, transport]) {
  const java = javaHome();
  const child = spawn(join(java, 'bin', 'java'), [
    '-Xms4m', '-Xmx64m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1',
    '-Dcli.name=server', `-Dcli.script=${join(home, 'bin', 'elasticsearch')}`, '-Dcli.libs=lib/tools/server-cli',
    `-Des.path.home=${home}`, `-Des.path.conf=${join(folder, 'config')}`,
    '-Des.distribution.type=zip', '-Des.java.type=ES_JAVA_HOME',
    '-cp', [join(home, 'lib', '*'), join(home, 'lib', 'cli-launcher', '*')].join(delimiter),
    'org.elasticsearch.launcher.CliToolLauncher',
    '-p', join(folder, 'pid'),
    `-Epath.data=${join(folder, 'data')}`, `-Epath.logs=${join(folder, 'logs')}`,
    `-Ehttp.port=${port}`, `-Etransport.port=${transport}`,
  ], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', ES_TMPDIR: join(folder, 'tmp'), ES_JAVA_HOME: java },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(isRoot && { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID }),
  }); // prettier-ignore
  await untilReady(child, `http://127.0.0.1:${port}`);
  return child;
}

/** It may be killed again while it starts. */
async function startAgain(home, ports) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start(home, ports);
    } catch (error) {
      if (!isWanted() || attempt >= START_ATTEMPTS) throw error;
    }
  }
}

/** The folder of the Java that `java` starts; it must be 17 or later, with all its modules. */
function javaHome() {
  if (process.env.JAVA_HOME) return process.env.JAVA_HOME;
  for (const path of (process.env.PATH ?? '').split(delimiter)) {
    try {
      return dirname(dirname(realpathSync(join(path, 'java'))));
    } catch {
      // Not in this folder.
    }
  }
  throw new Error('No Java was found.');
}

async function untilReady(child, url) {
  let said = '';
  const listen = (chunk) => (said = (said + chunk).slice(-10_000));
  child.stdout.on('data', listen);
  child.stderr.on('data', listen);
  const giveUpAt = Date.now() + STARTUP_MS;
  while (!(await answers(url))) {
    if (hasEnded(child) || Date.now() > giveUpAt || !isWanted()) {
      child.kill();
      throw new Error(`Elasticsearch did not start: ${said}`);
    }
    await sleep(100);
  }
  // Written beside and renamed: nobody reads half an address.
  writeFileSync(join(folder, 'url.new'), url);
  renameSync(join(folder, 'url.new'), join(folder, 'url'));
}

async function answers(url) {
  return fetch(`${url}/_cluster/health?wait_for_status=yellow&timeout=1s`).then((answer) => answer.ok).catch(() => false); // prettier-ignore
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The launcher ends the server with itself. Data of tests need no farewell, but a moment is given. */
async function end(child) {
  const pid = readPid(join(folder, 'pid'));
  child.kill('SIGTERM');
  const giveUpAt = Date.now() + SHUTDOWN_MS;
  while (!hasEnded(child) && Date.now() < giveUpAt) await sleep(50);
  if (pid > 0 && isAlive(pid)) killElasticsearch(pid);
}
