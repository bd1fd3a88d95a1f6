import { Column, Entity, PrimaryColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** A query that shoppers have typed, by its normalised text: what autocomplete offers. */
@Entity('search_query')
export class SearchQueryEntity {
  @PrimaryColumn('varchar', { name: 'normalized_text', length: 200, collation: 'C' })
  normalizedText!: string;

  /** As last typed. */
  @Column('text')
  text!: string;

  @Column('integer')
  searches!: number;

  /** Products found the last time. */
  @Column('integer', { name: 'last_total' })
  lastTotal!: number;

  @Column('bigint', { name: 'last_searched_at', transformer: epochMsColumn })
  lastSearchedAt!: number;
}
