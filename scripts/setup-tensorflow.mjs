// npm run setup:tensorflow [-- --gpu]: a native engine for models, many times faster than wasm at training and large batches.
// Nothing needs it: without it, or when this fails, models run on wasm as before. `npm ci` removes it; run this again then.
//
// First the way its makers meant: their install script downloads libtensorflow and the compiled part. Where their host is out of
// reach, libtensorflow comes out of a Python wheel (through pip, as configured here) and the compiled part is built with g++.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { env, execPath, exit, argv, versions, chdir, platform, arch } from 'node:process';

chdir(join(import.meta.dirname, '..'));

const onGpu = argv.includes('--gpu');
const NAME = onGpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node';
const FOLDER = resolve('node_modules', NAME);
/** The smallest wheel with the C interface: 187 MB to fetch, 537 MB on disk. */
const WHEEL = 'tensorflow-cpu==2.13.1';
const WHEEL_SHA256 = '87be6e61314b2c0fa062f71e26e41d6a17e162ffe4da72c820fe8f1fc94d97fe';
/** The newest binary interface of Node that the package knows; every supported Node has it. */
const NAPI = 8;
const MINUTES = 60_000;

try {
  requireKnownNode();
  if (works()) {
    console.log(`${NAME} is set up already.`);
    exit(0);
  }
  fetchPackage();
  if (!byItsOwnScript()) byWheel();
  if (!works()) throw new Error(`${NAME} was built, but does not compute.`);
  console.log(`${NAME} is set up and computes.`);
} catch (error) {
  rmSync(FOLDER, { recursive: true, force: true });
  console.error(`${error.message}\nNothing is lost: models run on wasm.`);
  exit(1);
}

function requireKnownNode() {
  if (Number(versions.node.split('.')[0]) < 23) return;
  throw new Error(`${NAME} 4.22 does not run on Node ${versions.node}; use Node 20 or 22.`);
}

/** In a process of its own: a broken native library can end the one that loads it. */
function works() {
  if (!existsSync(FOLDER)) return false;
  const script = `const tf = require(${JSON.stringify(FOLDER)});
    tf.ready().then(() => {
      const sum = tf.matMul(tf.ones([4, 4]), tf.ones([4, 4])).sum().dataSync()[0];
      process.exit(tf.getBackend() === 'tensorflow' && sum === 64 ? 0 : 1);
    });`;
  return succeeds(execPath, ['-e', script], { env: { ...env, TF_CPP_MIN_LOG_LEVEL: '2' } });
}

/** Neither into package.json nor into the lock file: the install of everybody else stays as it is. */
function fetchPackage() {
  console.log(`Fetching ${NAME} …`);
  const version = JSON.parse(
    readFileSync('node_modules/@tensorflow/tfjs-core/package.json', 'utf8'),
  ).version;
  run('npm', [
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${NAME}@${version}`,
  ]);
}

function byItsOwnScript() {
  console.log('Trying the official download …');
  const own = { cwd: FOLDER, timeout: 15 * MINUTES, stdio: 'ignore' };
  return succeeds(execPath, ['scripts/install.js'], own) && works();
}

function byWheel() {
  if (onGpu) throw new Error('The official download failed, and there is no other for the GPU.');
  if (platform !== 'linux' || arch !== 'x64') {
    throw new Error('The official download failed; the other way needs Linux on x86-64.');
  }
  requireTools();
  const library = cachedLibrary();
  rmSync(join(FOLDER, 'deps'), { recursive: true, force: true });
  symlinkSync(library, join(FOLDER, 'deps'));
  compile();
}

function requireTools() {
  const tools = { 'g++': ['--version'], python3: ['-m', 'pip', '--version'] };
  for (const [tool, question] of Object.entries(tools)) {
    if (!succeeds(tool, question)) {
      throw new Error(
        `The official download failed; the other way needs ${[tool, ...question.slice(0, -1)].join(' ')}.`,
      );
    }
  }
}

/** Outside node_modules, so that the next time costs no download. */
function cachedLibrary() {
  const caches = env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const library = join(caches, 'trove', WHEEL.replace('==', '-'));
  if (existsSync(library)) return library;
  mkdirSync(dirname(library), { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'trove-tensorflow-'));
  // Beside its place, so that it gets there whole or not at all.
  const unpacked = mkdtempSync(`${library}.part-`);
  try {
    unpack(wheelIn(work), unpacked);
    renameSync(unpacked, library);
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(unpacked, { recursive: true, force: true });
  }
  return library;
}

function wheelIn(folder) {
  console.log(`Fetching ${WHEEL} with pip (187 MB) …`);
  const platforms = ['manylinux_2_17_x86_64', 'manylinux2014_x86_64'];
  run('python3', [
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder],
    ...['--python-version', '3.11', '--implementation', 'cp'],
    ...platforms.flatMap((name) => ['--platform', name]),
    WHEEL,
  ]);
  const wheel = join(
    folder,
    readdirSync(folder).find((name) => name.endsWith('.whl')),
  );
  const found = createHash('sha256').update(readFileSync(wheel)).digest('hex');
  if (found === WHEEL_SHA256) return wheel;
  throw new Error(`${WHEEL} has the checksum ${found}, not ${WHEEL_SHA256}; it is not used.`);
}

/** The two libraries, and the headers that the compiled part needs. */
function unpack(wheel, folder) {
  console.log('Unpacking …');
  const script = `
import os, shutil, sys, zipfile
wheel, folder = sys.argv[1:]
libraries = {'tensorflow/' + name for name in ('libtensorflow_cc.so.2', 'libtensorflow_framework.so.2')}
headers = 'tensorflow/include/'
wanted = tuple(headers + name for name in ('tensorflow/c/', 'tensorflow/core/platform/', 'tensorflow/tsl/', 'tsl/', 'xla/tsl/'))
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        if name in libraries:
            target = os.path.join(folder, 'lib', os.path.basename(name))
        elif name.endswith('.h') and name.startswith(wanted):
            target = os.path.join(folder, 'include', name[len(headers):])
        else:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, 'wb') as out:
            shutil.copyfileobj(source, out, 1 << 20)
`;
  run('python3', ['-c', script, wheel, folder]);
}

function compile() {
  console.log('Compiling …');
  const build = join(FOLDER, 'lib', `napi-v${NAPI}`);
  mkdirSync(build, { recursive: true });
  const own = { cwd: FOLDER };
  const flags = ['-O2', '-std=c++17', '-shared', '-fPIC', `-DNAPI_VERSION=${NAPI}`];
  const sources = ['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc'];
  const libraries = ['-Ldeps/lib', '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'];
  const place = ['-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', join(build, 'tfjs_binding.node')];
  run(
    'g++',
    [...flags, `-I${nodeHeaders()}`, '-Ideps/include', ...sources, ...place, ...libraries],
    own,
  );
}

function nodeHeaders() {
  const headers = resolve(dirname(execPath), '../include/node');
  if (existsSync(join(headers, 'node_api.h'))) return headers;
  throw new Error(
    `Node's headers are not in ${headers}; install them (the package nodejs-dev, or Node from nodejs.org).`,
  );
}

function run(command, args, options = {}) {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
  } catch (error) {
    throw new Error(`${command} failed: ${error.message.split('\n')[0].slice(0, 200)}`, {
      cause: error,
    });
  }
}

function succeeds(command, args, options = {}) {
  try {
    execFileSync(command, args, { stdio: 'ignore', ...options });
    return true;
  } catch {
    return false;
  }
}
