import type { Clock } from '../../shared/clock';
import type { Deadline } from '../../shared/deadline';

type Counts = ReadonlyMap<string, number>;
type Known = Map<string, { readonly count: number; readonly at: number }>;

export interface RememberedCountsOptions {
  readonly clock: Clock;
  /** How long a count serves, in milliseconds. */
  readonly forMs: number;
}

/** Words of shoppers repeat; twenty thousand take about 2 MB. */
const MOST_REMEMBERED = 20_000;

/** The numbers of products that hold a word, kept for some seconds: most searches then spare one round trip. */
export class RememberedCounts {
  private known: Known = new Map();

  constructor(
    private readonly fetch: (
      words: readonly string[],
      deadline: Deadline | undefined,
    ) => Promise<Counts>,
    private readonly options: RememberedCountsOptions,
  ) {}

  async get(words: readonly string[], deadline?: Deadline): Promise<Counts> {
    const now = this.options.clock();
    const { known } = this;
    const unknown = words.filter((word) => !this.isFresh(word, now));
    const counts = new Map(words.map((word) => [word, known.get(word)?.count ?? 0]));
    if (unknown.length === 0) return counts;
    for (const [word, count] of await this.fetch(unknown, deadline)) {
      counts.set(word, count);
      // Into what was there at the question: an answer that was on its way when all was forgotten is forgotten too.
      remember(known, word, { count, at: now });
    }
    return counts;
  }

  forget(): void {
    this.known = new Map();
  }

  private isFresh(word: string, now: number): boolean {
    const known = this.known.get(word);
    return known !== undefined && now - known.at < this.options.forMs;
  }
}

function remember(known: Known, word: string, fact: { count: number; at: number }): void {
  // Forgetting everything at once is cheap and bounds the memory.
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(word, fact);
}
