import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Bytes that every process of a shop can read, such as a model's. */
@Entity('artefact')
export class ArtefactEntity {
  @PrimaryColumn('varchar', { length: 200, collation: 'C' })
  name!: string;

  /** SHA-256, in hexadecimal. */
  @Column('varchar', { length: 64 })
  checksum!: string;

  @Column('integer')
  bytes!: number;

  /** Rows of `artefact_part`. */
  @Column('integer')
  parts!: number;
}
