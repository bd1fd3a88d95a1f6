import { quoted, TroveError } from '../../shared/errors';
import type { Clock, EpochMs } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';
import type { KeywordEngine } from '../keyword-engine.port';
import { editDistance } from '../understanding/edit-distance';

/** For this long a list of keys is taken as current, in milliseconds. An unknown key makes it be read again at once, once a second. */
const FRESH_FOR_MS = 60_000;
const ASK_AGAIN_AFTER_MS = 1000;

/** A key this near to the one asked for was probably meant. */
const NEAR_EDITS = 3;

/** Knows which attributes the catalogue has. */
export class AttributeKeys {
  private keys: ReadonlySet<string> = new Set();
  private readAt: EpochMs | null = null;

  constructor(
    private readonly engine: KeywordEngine,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses a key that no product has. An empty catalogue has no keys at all, so that nothing is refused there.
   *
   * @throws TroveError UNKNOWN_ATTRIBUTE naming the nearest key there is.
   */
  async check(keys: ReadonlySet<string>, deadline?: Deadline): Promise<void> {
    if (keys.size === 0) return;
    if (this.age() > FRESH_FOR_MS) await this.read(deadline);
    if (this.firstUnknown(keys) !== null && this.age() > ASK_AGAIN_AFTER_MS)
      await this.read(deadline);
    const unknown = this.firstUnknown(keys);
    if (unknown !== null && this.keys.size > 0) throw this.refusal(unknown);
  }

  private age(): number {
    return this.readAt === null ? Number.POSITIVE_INFINITY : this.clock() - this.readAt;
  }

  private async read(deadline: Deadline | undefined): Promise<void> {
    this.keys = new Set(await this.engine.attributeKeys(deadline));
    this.readAt = this.clock();
  }

  private firstUnknown(keys: ReadonlySet<string>): string | null {
    return [...keys].find((key) => !this.keys.has(key)) ?? null;
  }

  private refusal(unknown: string): TroveError {
    const nearest = nearestKey(unknown, this.keys);
    const remedy =
      nearest === null
        ? 'Check the spelling against the catalogue.'
        : `Did you mean ${quoted(nearest)}?`;
    return new TroveError(
      'UNKNOWN_ATTRIBUTE',
      `No product has an attribute ${quoted(unknown)}. ${remedy}`,
      { attribute: unknown.slice(0, 100), ...(nearest === null ? {} : { didYouMean: nearest }) },
    );
  }
}

/** The key with the fewest edits, or else one that holds the unknown as one of its words; of several the first. */
function nearestKey(unknown: string, keys: ReadonlySet<string>): string | null {
  let nearest: string | null = null;
  let fewest = NEAR_EDITS + 1;
  for (const key of keys) {
    const edits = editDistance(unknown.toLowerCase(), key, fewest - 1);
    if (edits >= fewest) continue;
    fewest = edits;
    nearest = key;
  }
  return nearest ?? [...keys].find((key) => key.split('_').includes(unknown.toLowerCase())) ?? null;
}
