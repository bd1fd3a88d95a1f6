import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Loads packages when they are asked for: `import` would load them with the process, and every process without a model would pay.
 */
export const requireLater = createRequire(__filename);

/** The folder of an installed package, or null. Loads nothing. */
export function folderOfPackage(name: string): string | null {
  try {
    return dirname(requireLater.resolve(`${name}/package.json`));
  } catch {
    return null;
  }
}

/** The first Node that removed what tfjs-node 4.22 still calls. */
const FIRST_NODE_WITHOUT_NATIVE = 23;

/**
 * Why a native TensorFlow package cannot be loaded, or null when it can.
 *
 * It is looked at from outside: a package that fails half-way through loading leaves its kernels registered.
 */
export function problemOfNativePackage(name: string, nodeVersion: string): string | null {
  const folder = folderOfPackage(name);
  if (folder === null) return `${name} is not installed; npm run setup:tensorflow does that.`;
  if (Number(nodeVersion.split('.')[0]) >= FIRST_NODE_WITHOUT_NATIVE) {
    return `${name} does not run on Node ${nodeVersion}; Node 20 or 22 does.`;
  }
  if (!hasBinding(folder)) {
    return `${name} is installed without its compiled part; npm run setup:tensorflow builds it.`;
  }
  return sharesCore(folder) ? null : `${name} brings another version of tfjs-core; install 4.22.`;
}

/** The compiled part lies in one folder per version of Node's binary interface. */
function hasBinding(folder: string): boolean {
  const builds = join(folder, 'lib');
  if (!existsSync(builds)) return false;
  return readdirSync(builds).some(
    (build) => build.startsWith('napi-v') && existsSync(join(builds, build, 'tfjs_binding.node')),
  );
}

/** An engine registers itself with the core that it finds; it must be the one that the models use. */
function sharesCore(folder: string): boolean {
  const core = '@tensorflow/tfjs-core';
  const found = createRequire(join(folder, 'package.json')).resolve(core);
  return found === requireLater.resolve(core);
}
