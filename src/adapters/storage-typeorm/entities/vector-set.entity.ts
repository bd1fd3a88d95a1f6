import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EncoderSlot, VectorSetState } from '../../../search/semantic/vector-store.port';
import { bigintColumn } from '../column-transformers';

/** The vectors of all products by one encoder. */
@Entity('vector_set')
export class VectorSetEntity {
  @PrimaryColumn('varchar', { length: 100, collation: 'C' })
  encoder!: string;

  @Column('varchar', { length: 20 })
  slot!: EncoderSlot;

  @Column('integer')
  dimensions!: number;

  @Column('varchar', { length: 20 })
  state!: VectorSetState;

  /** Raised under the row's lock by whoever changes vectors of the set: revisions follow commits. */
  @Column('bigint', { transformer: bigintColumn })
  revision!: number;
}
