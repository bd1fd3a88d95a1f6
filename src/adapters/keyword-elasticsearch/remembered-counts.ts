import type { Clock } from '../../shared/clock';

type Counts = ReadonlyMap<string, number>;
type Known = Map<string, { readonly count: number; readonly at: number }>;

export interface RememberedCountsOptions {
  readonly clock: Clock;
  /** How long a count serves, in milliseconds. */
  readonly forMs: number;
}

/** Words of shoppers repeat; twenty thousand take about 2 MB. */
const MOST_REMEMBERED = 20_000;

/** Numbers of products, by whatever tells what was counted, kept for some seconds: most searches then spare a round trip or several. */
export class RememberedCounts {
  private known: Known = new Map();

  constructor(private readonly options: RememberedCountsOptions) {}

  /** @param count counts what is not remembered. */
  async get(
    keys: readonly string[],
    count: (unknown: readonly string[]) => Promise<Counts>,
  ): Promise<Counts> {
    const now = this.options.clock();
    const { known } = this;
    const unknown = keys.filter((key) => !this.isFresh(key, now));
    const counts = new Map(keys.map((key) => [key, known.get(key)?.count ?? 0]));
    if (unknown.length === 0) return counts;
    for (const [key, found] of await count(unknown)) {
      counts.set(key, found);
      // Into what was there at the question: an answer that was on its way when all was forgotten is forgotten too.
      remember(known, key, { count: found, at: now });
    }
    return counts;
  }

  forget(): void {
    this.known = new Map();
  }

  private isFresh(key: string, now: number): boolean {
    const known = this.known.get(key);
    return known !== undefined && now - known.at < this.options.forMs;
  }
}

function remember(known: Known, key: string, count: { count: number; at: number }): void {
  // Forgetting everything at once is cheap and bounds the memory.
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(key, count);
}
