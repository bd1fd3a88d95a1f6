import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** One page of one search as it was shown. */
@Entity('search_impression')
export class SearchImpressionEntity {
  @PrimaryGeneratedColumn('increment')
  sequence!: number;

  @Index('search_impression_search')
  @Column('varchar', { name: 'search_id', length: 64 })
  searchId!: string;

  @Column('text')
  text!: string;

  @Column('text', { name: 'filter_json', nullable: true })
  filterJson!: string | null;

  @Column('varchar', { length: 20 })
  sort!: string;

  @Column('integer')
  total!: number;

  /** Position of the first product, from 1. */
  @Column('integer', { name: 'first_position' })
  firstPosition!: number;

  /** In the order shown. */
  @Column('simple-json')
  skus!: readonly string[];

  @Column('varchar', { length: 200, nullable: true })
  shopper!: string | null;

  @Column('varchar', { length: 200, nullable: true })
  session!: string | null;

  @Column('bigint', { name: 'shown_at', transformer: epochMsColumn })
  shownAt!: number;
}
