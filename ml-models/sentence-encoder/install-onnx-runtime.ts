import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { requireChecksum } from './checksums';
import { runtimeFolder, runtimeModule } from './installed-encoder';
import {
  NATIVE_INTERFACE,
  ONNX_RUNTIME_PACKAGES,
  ONNX_RUNTIME_VERSION,
} from './onnx-runtime-release';
import { runTool } from './run-tool';
import { writeWholeFolder } from './whole-folder';

const REMEDY =
  'Or install the package onnxruntime-node beside Trove yourself; it is used wherever it is found.';

/**
 * Fetches ONNX Runtime through npm, unless it is there. Not a dependency: its package holds the native parts of all kinds of machines, 290 MB;
 * of these one is kept.
 *
 * @throws TroveError ENCODER_UNAVAILABLE, MODEL_CORRUPT
 */
export async function installOnnxRuntime(root: string, signal: AbortSignal): Promise<void> {
  if (runtimeModule(root) !== null) return;
  await writeWholeFolder(runtimeFolder(root), async (draft) => {
    const context = { folder: draft, remedy: REMEDY, signal };
    for (const { name, sha512 } of ONNX_RUNTIME_PACKAGES) {
      await runTool('npm', ['pack', '--silent', `${name}@${ONNX_RUNTIME_VERSION}`], context);
      const archive = join(draft, `${name}-${ONNX_RUNTIME_VERSION}.tgz`);
      await requireChecksum(archive, 'sha512', sha512);
      const folder = join(draft, 'node_modules', name);
      await mkdir(folder, { recursive: true });
      const unpack = ['-xzf', archive, '-C', folder, '--strip-components=1'];
      await runTool('tar', [...unpack, ...partsOf(name)], context);
      await rm(archive);
    }
  });
}

/** Of the native parts only that of this machine. */
function partsOf(name: string): readonly string[] {
  const parts = ['package/package.json', 'package/dist'];
  if (name !== 'onnxruntime-node') return parts;
  return [...parts, `package/bin/${NATIVE_INTERFACE}/${process.platform}/${process.arch}`];
}
