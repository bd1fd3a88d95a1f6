import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, epochMsColumn } from '../column-transformers';

/** What the search index should hold of a product, and whether it does; see docs/decisions/0011-outbox.md. */
@Entity('search_outbox')
@Index('search_outbox_due', ['state', 'dueAt'])
export class SearchOutboxEntity {
  @PrimaryColumn('varchar', { length: 200, collation: 'C' })
  sku!: string;

  /** Raised by one with every change, under the row's lock: the row stays, so that it never starts again. */
  @Column('bigint', { transformer: bigintColumn })
  version!: number;

  @Column('varchar', { length: 20 })
  state!: 'WAITING' | 'DONE' | 'FAILED';

  /** Failed attempts at this version. */
  @Column('integer')
  attempts!: number;

  /** Not to be claimed before; while it is claimed, when the claim lapses. Epoch milliseconds. */
  @Column('bigint', { name: 'due_at', transformer: epochMsColumn })
  dueAt!: number;

  /** The first change that is not in the index yet. Epoch milliseconds. */
  @Column('bigint', { name: 'waiting_since', transformer: epochMsColumn })
  waitingSince!: number;

  /** Null while nobody works on it. */
  @Column('varchar', { name: 'claimed_by', length: 200, nullable: true })
  claimedBy!: string | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;
}
