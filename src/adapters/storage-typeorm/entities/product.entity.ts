import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { AttributeValue, Availability, CategoryPath } from '../../../catalog/product.types';
import { epochMsColumn } from '../column-transformers';

/** A row of the catalogue. `id` never changes while the product is stored; indexes refer to it. */
@Entity('product')
export class ProductEntity {
  @PrimaryGeneratedColumn('increment')
  id!: number;

  @Index('product_sku_unique', { unique: true })
  @Column({ type: 'varchar', length: 200, collation: 'C' })
  sku!: string;

  @Column('text')
  title!: string;

  @Column('text')
  description!: string;

  @Column('text', { nullable: true })
  brand!: string | null;

  @Column('simple-json')
  identifiers!: readonly string[];

  @Column('simple-json')
  categories!: readonly CategoryPath[];

  /** Major units. */
  @Column('double precision', { name: 'price_amount', nullable: true })
  priceAmount!: number | null;

  @Column('varchar', { name: 'price_currency', length: 3, nullable: true })
  priceCurrency!: string | null;

  @Column('varchar', { length: 20 })
  availability!: Availability;

  @Column('simple-json')
  tags!: readonly string[];

  @Column('simple-json', { name: 'image_urls' })
  imageUrls!: readonly string[];

  @Column('simple-json')
  attributes!: Readonly<Record<string, AttributeValue>>;

  @Column('varchar', { length: 35 })
  locale!: string;

  @Column('bigint', { name: 'published_at', nullable: true, transformer: epochMsColumn })
  publishedAt!: number | null;

  @Index('product_updated_at')
  @Column('bigint', { name: 'updated_at', transformer: epochMsColumn })
  updatedAt!: number;

  /** Digest of everything above but `updatedAt`: equal content is not written or indexed again. */
  @Column('varchar', { name: 'content_digest', length: 64 })
  contentDigest!: string;

  /** The import run that wrote the product last. */
  @Index('product_import_run')
  @Column('varchar', { name: 'import_run', length: 64 })
  importRun!: string;
}
