import { Not } from 'typeorm';
import type {
  HistoryItem,
  HistoryQuestion,
  ShopperHistory,
} from '../../ranking/features/shopper-history.port';
import { asEpochMs } from '../../shared/clock';
import { asSku } from '../../shared/ids';
import type { Database } from './database';
import { ShopperEventEntity } from './entities/shopper-event.entity';

/** The log of events, read backwards. */
export class TypeOrmShopperHistory implements ShopperHistory {
  constructor(private readonly database: Database) {}

  async recent({ shopper, session, limit }: HistoryQuestion): Promise<readonly HistoryItem[]> {
    const who = shopper !== null ? { shopper } : session !== null ? { session } : null;
    if (who === null) return [];
    const rows = await this.database.reader.manager.find(ShopperEventEntity, {
      select: { sequence: true, sku: true, kind: true, occurredAt: true },
      where: { ...who, kind: Not('IMPRESSION') },
      order: { sequence: 'DESC' },
      take: limit,
    });
    return rows.map(({ sku, kind, occurredAt }) => ({
      sku: asSku(sku),
      kind,
      at: asEpochMs(occurredAt),
    }));
  }
}
