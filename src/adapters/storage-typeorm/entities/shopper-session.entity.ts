import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** Whose session it is; the first who claimed it stays. */
@Entity('shopper_session')
export class ShopperSessionEntity {
  @PrimaryColumn('varchar', { length: 200 })
  session!: string;

  @Column('varchar', { length: 200 })
  shopper!: string;

  @Column('bigint', { name: 'claimed_at', transformer: epochMsColumn })
  claimedAt!: number;
}
