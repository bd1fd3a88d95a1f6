import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A piece of an artefact. */
@Entity('artefact_part')
export class ArtefactPartEntity {
  @PrimaryColumn('varchar', { length: 200, collation: 'C' })
  name!: string;

  /** From 0. */
  @PrimaryColumn('integer')
  part!: number;

  /** At most a mebibyte, in base64, which both databases keep alike. */
  @Column('text')
  content!: string;
}
