import type { ArtefactStore } from '../../models/artefact-store.port';
import { ArtefactRows } from './artefact-rows';
import type { Database } from './database';

/** Artefacts in a relational database, which every process of a shop reads anyway. */
export class TypeOrmArtefactStore implements ArtefactStore {
  private readonly rows: ArtefactRows;

  constructor(private readonly database: Database) {
    this.rows = new ArtefactRows(database.location.kind);
  }

  async put(name: string, bytes: Uint8Array): Promise<void> {
    await this.database.write((transaction) => this.rows.write(transaction, name, bytes));
  }

  async get(name: string): Promise<Uint8Array | null> {
    return this.rows.read(this.database.reader.manager, name);
  }

  async drop(name: string): Promise<void> {
    await this.database.write((transaction) => this.rows.drop(transaction, name));
  }
}
