import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ModelKind, Promotion } from '../../../models/model.types';
import { epochMsColumn } from '../column-transformers';

/** That another model serves from then on. */
@Entity('model_promotion')
export class ModelPromotionEntity {
  @PrimaryColumn('varchar', { length: 20 })
  kind!: ModelKind;

  /** From 1, without gaps. */
  @PrimaryColumn('integer')
  number!: number;

  @Column('varchar', { length: 100, nullable: true })
  model!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  before!: string | null;

  /** The promotion that a roll-back goes back to: that of the champion before; null for keyword order. */
  @Column('integer', { nullable: true })
  below!: number | null;

  @Column('varchar', { length: 20 })
  action!: Promotion['action'];

  @Column('text')
  reason!: string;

  @Column('bigint', { transformer: epochMsColumn })
  at!: number;
}
