import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** How often each thing was done with a product. Kept by SKU, so that it outlives a product that is deleted and comes back. */
@Entity('product_counter')
export class ProductCounterEntity {
  @PrimaryColumn('varchar', { length: 200, collation: 'C' })
  sku!: string;

  @Column('integer')
  impressions!: number;

  @Column('integer')
  views!: number;

  @Column('integer')
  clicks!: number;

  @Column('integer')
  carts!: number;

  @Column('integer')
  purchases!: number;

  /** Forward-decayed sum of event weights: comparable between products at any time, see `popularity.ts`. */
  @Column('double precision')
  popularity!: number;

  /** Sum of event weights, decayed to the latest event, see `trend.ts`. */
  @Column('double precision', { default: 0 })
  trend!: number;

  @Column('bigint', { name: 'last_event_at', transformer: epochMsColumn })
  lastEventAt!: number;
}
