import type { TeachingList } from './ranker-workshop.port';

/** Passes lists on and remembers the last of them. */
export class LatestLists {
  private readonly ring: TeachingList[] = [];
  private next = 0;

  /** @param most how many are remembered. */
  constructor(private readonly most: number) {}

  async *of(
    lists: AsyncIterable<TeachingList> | Iterable<TeachingList>,
  ): AsyncIterable<TeachingList> {
    for await (const list of lists) {
      this.ring[this.next] = list;
      this.next = (this.next + 1) % this.most;
      yield list;
    }
  }

  /** In no particular order. */
  get all(): readonly TeachingList[] {
    return this.ring;
  }
}
