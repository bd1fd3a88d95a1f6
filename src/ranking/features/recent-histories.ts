import type { Clock } from '../../shared/clock';
import { Generations } from './generations';
import type { HistoryItem, HistoryQuestion, ShopperHistory } from './shopper-history.port';

/** Shoppers type several searches in a row; what they do in between shows after this, in milliseconds. */
const SERVES_MS = 3000;

/** Shoppers remembered at least; each takes some 2 KB. */
const REMEMBERED = 5000;

interface RememberedHistory {
  readonly items: Promise<readonly HistoryItem[]>;
  readonly askedAt: number;
}

/** Answers from memory what was asked a moment ago. Everybody who asks meanwhile waits for the same answer. */
export class RecentHistories implements ShopperHistory {
  private readonly remembered = new Generations<string, RememberedHistory>(REMEMBERED);

  constructor(
    private readonly histories: ShopperHistory,
    private readonly clock: Clock,
  ) {}

  recent(question: HistoryQuestion): Promise<readonly HistoryItem[]> {
    const { shopper, session, limit } = question;
    if (shopper === null && session === null) return Promise.resolve([]);
    const key = JSON.stringify([shopper, session, limit]);
    const known = this.remembered.get(key);
    const now = this.clock();
    if (known && now - known.askedAt < SERVES_MS) return known.items;
    const items = this.histories.recent(question);
    const asked: RememberedHistory = { items, askedAt: now };
    this.remembered.put(key, asked);
    // A failure is told to who asked, and to nobody later.
    items.catch(() => {
      if (this.remembered.get(key) === asked)
        this.remembered.put(key, { items, askedAt: -Infinity });
    });
    return items;
  }
}
