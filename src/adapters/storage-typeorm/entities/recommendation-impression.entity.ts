import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** One page of one list of recommendations as it was shown. */
@Entity('recommendation_impression')
export class RecommendationImpressionEntity {
  @PrimaryColumn('varchar', { name: 'recommendation_id', length: 64 })
  recommendationId!: string;

  /** Position of the first product, from 1. */
  @PrimaryColumn('integer', { name: 'first_position' })
  firstPosition!: number;

  @Index('recommendation_impression_shown')
  @PrimaryColumn('bigint', { name: 'shown_at', transformer: epochMsColumn })
  shownAt!: number;

  @Column('varchar', { length: 20 })
  placement!: string;

  @Column('varchar', { length: 200, nullable: true })
  shopper!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  session!: string | null;

  /** The products that the list was about. */
  @Column('simple-json')
  seeds!: readonly string[];

  /** In the order shown: SKU, strategy and score of each. */
  @Column('simple-json')
  items!: readonly (readonly [sku: string, strategy: string, score: number])[];

  @Column('varchar', { length: 100, nullable: true })
  model!: string | null;
}
