import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { importIcecat, runTrove } from '../trove-process';

const ENCODERS =
  process.env['TROVE_ENCODERS'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'trove', 'encoders');

/** A shop with the Icecat catalogue and all its vectors, in which nobody has shopped yet. */
export interface ShopTemplate {
  readonly folder: string;
  /** Whether the pretrained sentence encoder serves. */
  readonly hasSentences: boolean;
}

/**
 * Makes the shop, or takes the one that an earlier run left in the folder `TROVE_LOOP_TEMPLATE`: encoding twenty thousand products takes
 * minutes. The pretrained encoder takes part where it is installed.
 */
export async function shopTemplate(): Promise<ShopTemplate> {
  const kept = process.env['TROVE_LOOP_TEMPLATE'];
  const folder = kept ?? newFolder();
  const encoders = join(folder, 'encoders');
  if (!existsSync(join(folder, 'trove.db'))) {
    mkdirSync(folder, { recursive: true });
    await importIcecat(folder);
    if (existsSync(ENCODERS)) cpSync(ENCODERS, encoders, { recursive: true });
    await runTrove(['encoder', 'embed'], folder);
  }
  return { folder, hasSentences: existsSync(encoders) };
}

/** A copy to shop in; it is gone when the process ends. */
export function copyOf({ folder }: ShopTemplate): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'trove-loop-'));
  process.once('exit', () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
