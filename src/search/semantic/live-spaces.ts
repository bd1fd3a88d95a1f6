import type { Clock } from '../../shared/clock';
import { inTime } from '../../shared/in-time';
import type { Logger } from '../../shared/logger';
import type { EncoderSource } from './encoder-source.port';
import { RememberedVectors } from './remembered-vectors';
import type { LoadedEncoder, SemanticSpace, SemanticSpaces } from './semantic-spaces.port';
import type { EncoderId } from './text-encoder.port';
import type { VectorIndex } from './vector-index.port';
import { ENCODER_SLOTS, type EncoderSlot } from './vector-store.port';

export interface LiveSpacesParts {
  readonly index: Pick<VectorIndex, 'serving'>;
  readonly source: EncoderSource;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long another encoder may serve without being noticed, where no notice came, in milliseconds. */
const LOOK_EVERY_MS = 30_000;

/** Some 3 MB of sentences. */
const REMEMBERED_QUERIES = 2000;

/**
 * Follows which encoders' vectors serve. The first question of a process, and whoever hears a notice, has it look; after that it looks
 * by itself now and then, when it is asked. A space is replaced as a whole, and only once its encoder is loaded: until then, and when that
 * fails, the one before stays.
 */
export class LiveSpaces implements SemanticSpaces {
  private readonly current = new Map<EncoderSlot, SemanticSpace>();
  /** Encoders that could not be loaded, so that it is said once. */
  private readonly refused = new Set<EncoderId>();
  private lookedAt = -Infinity;
  private looking: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private isClosed = false;

  constructor(private readonly parts: LiveSpacesParts) {}

  serving(slot: EncoderSlot): SemanticSpace | null {
    if (this.parts.clock() - this.lookedAt >= LOOK_EVERY_MS) void this.lookAgain();
    return this.current.get(slot) ?? null;
  }

  /** Resolves when what serves now is loaded, or could not be. Never fails. */
  lookAgain(): Promise<void> {
    if (this.looking === null) {
      this.looking = this.look().finally(() => {
        this.looking = null;
      });
      return this.looking;
    }
    // What changed since the look began may have been missed.
    this.next ??= this.looking.then(() => {
      this.next = null;
      return this.lookAgain();
    });
    return this.next;
  }

  /** Resolves when no look is under way any more; nothing is looked at afterwards. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.next;
    await this.looking;
  }

  private async look(): Promise<void> {
    if (this.isClosed) return;
    this.lookedAt = this.parts.clock();
    for (const slot of ENCODER_SLOTS) await this.follow(slot);
  }

  private async follow(slot: EncoderSlot): Promise<void> {
    let encoder: EncoderId | null = null;
    try {
      encoder = await this.parts.index.serving(slot);
      if (encoder === (this.current.get(slot)?.encoder ?? null)) return;
      if (encoder === null) this.current.delete(slot);
      else this.current.set(slot, spaceOf(await this.parts.source.load(encoder)));
      this.parts.logger.info({ slot, encoder }, 'Another text encoder serves');
    } catch (error) {
      this.tell(slot, encoder, error);
    }
  }

  private tell(slot: EncoderSlot, encoder: EncoderId | null, error: unknown): void {
    const facts = { slot, encoder, error: String(error) };
    if (encoder === null || this.refused.has(encoder)) {
      this.parts.logger.debug(facts, 'Vectors cannot be looked at');
      return;
    }
    this.refused.add(encoder);
    this.parts.logger.warn(facts, 'A text encoder cannot be loaded; what served before stays');
  }
}

function spaceOf({ text, types }: LoadedEncoder): SemanticSpace {
  const remembered = new RememberedVectors(REMEMBERED_QUERIES);
  return {
    encoder: text.id,
    types,
    queryVector: (query, deadline) =>
      inTime(
        remembered.of(query, async () => {
          const [vector] = await text.encode([query], deadline);
          return vector ?? new Float32Array(text.dimensions);
        }),
        deadline,
      ),
  };
}
