/** A question that several ask at about the same time, about different things. */
export type AskTogether<Key, Value> = (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;

interface Round<Key, Value> {
  readonly keys: Set<Key>;
  readonly answer: Promise<ReadonlyMap<Key, Value>>;
}

/** Puts what is asked within one turn of the event loop into one question. Nothing is remembered afterwards. */
export class Gathering<Key, Value> {
  private round: Round<Key, Value> | null = null;

  constructor(private readonly ask: AskTogether<Key, Value>) {}

  /** The answer may hold more than was asked for: what others asked. */
  of(keys: readonly Key[]): Promise<ReadonlyMap<Key, Value>> {
    if (keys.length === 0) return Promise.resolve(new Map());
    this.round ??= this.begin();
    for (const key of keys) this.round.keys.add(key);
    return this.round.answer;
  }

  private begin(): Round<Key, Value> {
    const keys = new Set<Key>();
    const answer = new Promise<void>((resolve) => {
      setImmediate(resolve);
    }).then(() => {
      this.round = null;
      return this.ask([...keys]);
    });
    return { keys, answer };
  }
}
