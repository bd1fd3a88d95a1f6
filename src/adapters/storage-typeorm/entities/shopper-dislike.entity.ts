import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import { epochMsColumn } from '../column-transformers';

/** Something that somebody does not want to see. */
@Entity('shopper_dislike')
@Index('shopper_dislike_once', ['who', 'what'], { unique: true })
@Index('shopper_dislike_who', ['who', 'sequence'])
@Index('shopper_dislike_owner', ['owner', 'sequence'])
export class ShopperDislikeEntity {
  /** The order in which they were said. */
  @PrimaryGeneratedColumn('increment')
  sequence!: number;

  /** Who said it: `shopper:` or `session:` and the key. */
  @Column('varchar', { length: 210 })
  who!: string;

  /** To whom the session belongs in which it was said: `shopper:` and the key. */
  @Column('varchar', { length: 210, nullable: true })
  owner!: string | null;

  /** Digest of kind and value, which may be too long for an index. */
  @Column('varchar', { length: 64 })
  what!: string;

  @Column('varchar', { length: 20 })
  kind!: string;

  /** SKU, brand, or a department's path as JSON. */
  @Column('text')
  value!: string;

  @Column('bigint', { name: 'said_at', transformer: epochMsColumn })
  saidAt!: number;
}
