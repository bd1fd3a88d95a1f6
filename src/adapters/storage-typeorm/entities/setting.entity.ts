import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A fact about the whole database, such as where its catalogue came from. */
@Entity('setting')
export class SettingEntity {
  @PrimaryColumn('varchar', { length: 100 })
  name!: string;

  @Column('text')
  value!: string;
}
