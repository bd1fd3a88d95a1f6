import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ModelKind, ModelState } from '../../../models/model.types';
import { epochMsColumn } from '../column-transformers';

/** One trained model; its bytes are an artefact. */
@Entity('model')
@Index('model_latest', ['kind', 'createdAt', 'id'])
@Index('model_champion', ['kind'], { unique: true, where: `"state" = 'CHAMPION'` })
export class ModelEntity {
  @PrimaryColumn('varchar', { length: 100, collation: 'C' })
  id!: string;

  @Column('varchar', { length: 20 })
  kind!: ModelKind;

  @Column('varchar', { length: 20 })
  state!: ModelState;

  /** What never changes, as JSON. */
  @Column('text')
  facts!: string;

  /** JSON; null until it is judged. */
  @Column('text', { nullable: true })
  verdict!: string | null;

  /** JSON; null unless it was in the shadow. */
  @Column('text', { nullable: true })
  shadow!: string | null;

  @Column('bigint', { name: 'created_at', transformer: epochMsColumn })
  createdAt!: number;
}
