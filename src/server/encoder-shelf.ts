import { availableParallelism } from 'node:os';
import {
  openSentenceEncoder,
  readInstalled,
  runtimeModule,
} from '../../ml-models/sentence-encoder/installed-encoder';
import type { SentenceEncoder } from '../../ml-models/sentence-encoder/sentence-encoder';
import { MINI_LM, sentenceEncoderId } from '../../ml-models/sentence-encoder/sentence-sources';
import { encoderFromArtefact } from '../../ml-models/text-encoder/encoder-artefact';
import type { ArtefactStore } from '../models/artefact-store.port';
import type { Analyzer } from '../search/analysis/analyzer';
import type { EncoderSource } from '../search/semantic/encoder-source.port';
import type { KeptEncoder } from '../search/semantic/semantic-spaces.port';
import type { EncoderId } from '../search/semantic/text-encoder.port';
import { TroveError } from '../shared/errors';

export interface EncoderShelfParts {
  readonly artefacts: ArtefactStore;
  readonly analyzer: Analyzer;
  /** Where sentence encoders are installed. */
  readonly folder: string;
}

/** Catalogue encoders kept: the one that serves and the one that is about to. */
const MOST_KEPT = 2;

/** Half of the machine: searches need the other half. */
const threads = (): number => Math.max(1, Math.floor(availableParallelism() / 2));

/** Loads encoders when they are first asked for, for the whole process: the catalogue's from where models are kept, sentence encoders from this machine. */
export class EncoderShelf implements EncoderSource {
  private readonly taught = new Map<EncoderId, Promise<KeptEncoder>>();
  private sentence: SentenceEncoder | null = null;

  constructor(private readonly parts: EncoderShelfParts) {}

  async load(id: EncoderId): Promise<KeptEncoder> {
    if (id === sentenceEncoderId(MINI_LM)) return this.loadSentence();
    const known = this.taught.get(id) ?? this.loadTaught(id);
    this.taught.delete(id);
    this.taught.set(id, known);
    const [oldest] = this.taught.keys();
    if (this.taught.size > MOST_KEPT && oldest !== undefined) this.taught.delete(oldest);
    return known.catch((error: unknown) => {
      this.taught.delete(id);
      throw error;
    });
  }

  async close(): Promise<void> {
    await this.sentence?.close();
  }

  private async loadTaught(id: EncoderId): Promise<KeptEncoder> {
    const { artefacts, analyzer } = this.parts;
    const bytes = await artefacts.get(id);
    if (bytes === null)
      throw new TroveError(
        'ENCODER_UNAVAILABLE',
        `The text encoder ${id} is not kept, though its vectors are. The next turn of embed-products learns a new one.`,
        { encoder: id },
      );
    const encoder = encoderFromArtefact(id, bytes, analyzer);
    return { text: encoder, types: encoder, taught: encoder };
  }

  private async loadSentence(): Promise<KeptEncoder> {
    this.sentence ??= await openSentenceEncoder(this.parts.folder, MINI_LM, threads());
    await this.sentence.warmUp();
    return { text: this.sentence, types: null, taught: null };
  }
}

/** The sentence encoder that is installed on this machine and can be run; null where none is. @throws TroveError MODEL_CORRUPT */
export async function installedSentence(folder: string): Promise<EncoderId | null> {
  const installed = await readInstalled(folder, MINI_LM);
  return installed === null || runtimeModule(folder) === null ? null : sentenceEncoderId(MINI_LM);
}
