import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { EventKind } from '../../../feedback/shopper-event.types';
import { epochMsColumn } from '../column-transformers';

/** One line of the append-only log of what shoppers did. */
@Entity('shopper_event')
@Index('shopper_event_shopper', ['shopper', 'sequence'], { where: "kind <> 'IMPRESSION'" })
@Index('shopper_event_session', ['session', 'sequence'], { where: "kind <> 'IMPRESSION'" })
@Index('shopper_event_claimed', ['claimedBy', 'sequence'], { where: 'claimed_by IS NOT NULL' })
export class ShopperEventEntity {
  /** The order in which events were recorded. */
  @PrimaryGeneratedColumn('increment')
  sequence!: number;

  @Index('shopper_event_id_unique', { unique: true })
  @Column('varchar', { name: 'event_id', length: 200 })
  eventId!: string;

  @Column('varchar', { length: 20 })
  kind!: EventKind;

  @Column({ type: 'varchar', length: 200, collation: 'C' })
  sku!: string;

  @Column('varchar', { length: 200, nullable: true })
  shopper!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  session!: string | null;

  @Column('bigint', { name: 'occurred_at', transformer: epochMsColumn })
  occurredAt!: number;

  @Column('bigint', { name: 'received_at', transformer: epochMsColumn })
  receivedAt!: number;

  @Index('shopper_event_search')
  @Column('varchar', { name: 'search_id', length: 64, nullable: true })
  searchId!: string | null;

  @Column('varchar', { name: 'recommendation_id', length: 64, nullable: true })
  recommendationId!: string | null;

  @Column('integer', { nullable: true })
  position!: number | null;

  @Column('integer', { nullable: true })
  quantity!: number | null;

  @Column('double precision', { name: 'price_amount', nullable: true })
  priceAmount!: number | null;

  @Column('varchar', { name: 'price_currency', length: 3, nullable: true })
  priceCurrency!: string | null;

  @Column('integer', { nullable: true })
  rating!: number | null;

  /** Of a nameless act: to whom its session belongs, once somebody has claimed it. All that ever changes in this log. */
  @Column('varchar', { name: 'claimed_by', length: 200, nullable: true })
  claimedBy!: string | null;
}
