import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { bigintColumn, epochMsColumn } from '../column-transformers';

/** Where a product points in the space of an encoder. */
@Entity('product_vector')
@Index('product_vector_revision', ['encoder', 'revision'])
export class ProductVectorEntity {
  @PrimaryColumn('varchar', { length: 100, collation: 'C' })
  encoder!: string;

  @PrimaryColumn('varchar', { length: 200, collation: 'C' })
  sku!: string;

  /** The set's revision that wrote this row last. */
  @Column('bigint', { transformer: bigintColumn })
  revision!: number;

  /** `updated_at` of the product that was encoded. */
  @Column('bigint', { name: 'product_updated_at', transformer: epochMsColumn })
  productUpdatedAt!: number;

  /** 32-bit floats, little-endian, in base64, which both databases keep alike; null when the product is gone, for readers to notice. */
  @Column('text', { nullable: true })
  vector!: string | null;
}
