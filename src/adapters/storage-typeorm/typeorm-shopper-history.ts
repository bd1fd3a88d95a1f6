import type {
  HistoryItem,
  HistoryQuestion,
  ShopperHistory,
} from '../../ranking/features/shopper-history.port';
import type { Database } from './database';
import { ShopperActs } from './shopper-acts';

/** The log of events, read backwards. */
export class TypeOrmShopperHistory implements ShopperHistory {
  private readonly acts: ShopperActs;

  constructor(private readonly database: Database) {
    this.acts = new ShopperActs(database.location.kind);
  }

  async recent({ limit, ...who }: HistoryQuestion): Promise<readonly HistoryItem[]> {
    const acts = await this.acts.recent(this.database.reader.manager, who, limit);
    return acts.map(({ sku, kind, at }) => ({ sku, kind, at }));
  }
}
