import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ModelKind, TrainingMode, TrainingState } from '../../../models/model.types';
import { epochMsColumn } from '../column-transformers';

/** One attempt to train a model. */
@Entity('training_run')
@Index('training_run_latest', ['kind', 'queuedAt', 'id'])
@Index('training_run_queued', ['kind'], { unique: true, where: `"state" = 'QUEUED'` })
export class TrainingRunEntity {
  @PrimaryColumn('varchar', { length: 100, collation: 'C' })
  id!: string;

  @Column('varchar', { length: 20 })
  kind!: ModelKind;

  @Column('varchar', { length: 20 })
  mode!: TrainingMode;

  @Column('varchar', { length: 20 })
  state!: TrainingState;

  /** 0 to 1. */
  @Column('double precision')
  progress!: number;

  @Column('text')
  reason!: string;

  /** JSON of code and message. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('varchar', { length: 100, nullable: true })
  model!: string | null;

  @Column('bigint', { name: 'queued_at', transformer: epochMsColumn })
  queuedAt!: number;

  @Column('bigint', { name: 'started_at', nullable: true, transformer: epochMsColumn })
  startedAt!: number | null;

  @Column('bigint', { name: 'finished_at', nullable: true, transformer: epochMsColumn })
  finishedAt!: number | null;
}
