import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, epochMsColumn } from '../column-transformers';

/** What a ranker knew of the products of one `search_impression`. */
@Entity('impression_features')
export class ImpressionFeaturesEntity {
  /** Of the impression. */
  @PrimaryColumn('bigint', { transformer: bigintColumn })
  sequence!: number;

  /** Equal for queries that mean the same to search. */
  @Column('varchar', { name: 'normalized_text', length: 200 })
  normalizedText!: string;

  @Column('varchar', { name: 'feature_set', length: 100 })
  featureSet!: string;

  /** Features per product. */
  @Column('integer')
  columns!: number;

  /** Row after row in the order shown, as `vectorToText` writes them; NaN for what was not known. */
  @Column('text')
  features!: string;

  /** That decided the order; null for keyword order. */
  @Column('varchar', { length: 100, nullable: true })
  model!: string | null;

  /** Of the impression, so that one index finds what was shown when. */
  @Index('impression_features_shown')
  @Column('bigint', { name: 'shown_at', transformer: epochMsColumn })
  shownAt!: number;
}
