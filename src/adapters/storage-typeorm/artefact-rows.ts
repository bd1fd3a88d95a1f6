import { createHash } from 'node:crypto';
import type { TransactionSql } from '../../catalog/catalog-follower.port';
import { quoted, TroveError } from '../../shared/errors';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';

/** Bytes in one row: whoever reads an artefact never holds more than this as text. */
const PART_BYTES = 1_048_576;

/** Longer names do not fit the column. */
const NAME_CHARACTERS = 200;

/** How often reading begins anew when the artefact was dropped, and perhaps put again, in the middle of it. */
const READ_ATTEMPTS = 3;

interface Head {
  readonly checksum: string;
  readonly bytes: number;
  readonly parts: number;
}

/** Artefacts as rows: one that tells what they must be, and one for each part. */
export class ArtefactRows {
  private readonly claimName: BoundSql;
  private readonly addPart: BoundSql;
  private readonly head: BoundSql;
  private readonly part: BoundSql;
  private readonly dropHead: BoundSql;
  private readonly dropParts: BoundSql;

  constructor(kind: DatabaseLocation['kind']) {
    const sql = (text: string): BoundSql => new BoundSql(kind, text);
    this.claimName = sql(
      `INSERT INTO artefact (name, checksum, bytes, parts) VALUES ($1, $2, $3, $4)
       ON CONFLICT (name) DO NOTHING RETURNING name`,
    );
    this.addPart = sql('INSERT INTO artefact_part (name, part, content) VALUES ($1, $2, $3)');
    this.head = sql('SELECT checksum, bytes, parts FROM artefact WHERE name = $1');
    this.part = sql('SELECT content FROM artefact_part WHERE name = $1 AND part = $2');
    this.dropHead = sql('DELETE FROM artefact WHERE name = $1');
    this.dropParts = sql('DELETE FROM artefact_part WHERE name = $1');
  }

  /** @returns the checksum. @throws TroveError INVALID_INPUT when other bytes have this name. */
  async write(transaction: TransactionSql, name: string, bytes: Uint8Array): Promise<string> {
    requireName(name);
    const checksum = sha256(bytes);
    const parts = Math.ceil(bytes.length / PART_BYTES);
    const facts = [name, checksum, bytes.length, parts];
    const claimed = await this.claimName.rows(transaction, facts);
    if (claimed.length === 0) return this.requireSame(transaction, name, checksum);
    for (let part = 0; part < parts; part += 1)
      await this.addPart.rows(transaction, [name, part, asText(bytes, part)]);
    return checksum;
  }

  /** Null when there are none. @throws TroveError MODEL_CORRUPT */
  async read(on: TransactionSql, name: string): Promise<Uint8Array | null> {
    for (let attempt = 1; ; attempt += 1) {
      const head = await this.headOf(on, name);
      if (head === null) return null;
      const bytes = await this.allParts(on, name, head);
      if (sha256(bytes) === head.checksum) return bytes;
      const isStill = (await this.headOf(on, name))?.checksum === head.checksum;
      if (isStill || attempt === READ_ATTEMPTS) throw corrupt(name, head, bytes.length);
    }
  }

  async drop(transaction: TransactionSql, name: string): Promise<void> {
    await this.dropHead.rows(transaction, [name]);
    await this.dropParts.rows(transaction, [name]);
  }

  private async requireSame(on: TransactionSql, name: string, checksum: string): Promise<string> {
    if ((await this.headOf(on, name))?.checksum === checksum) return checksum;
    throw new TroveError(
      'INVALID_INPUT',
      `Other bytes are kept as ${quoted(name)}, and what has a name never changes. Give these another name, or drop the others first.`,
      { name },
    );
  }

  private async headOf(on: TransactionSql, name: string): Promise<Head | null> {
    const [head] = await this.head.rows<Head>(on, [name]);
    return head ?? null;
  }

  private async allParts(on: TransactionSql, name: string, { parts }: Head): Promise<Uint8Array> {
    const read: Buffer[] = [];
    for (let part = 0; part < parts; part += 1) {
      const [row] = await this.part.rows<{ readonly content: string }>(on, [name, part]);
      if (row) read.push(Buffer.from(row.content, 'base64'));
    }
    return Buffer.concat(read);
  }
}

function requireName(name: string): void {
  if (name !== '' && name.length <= NAME_CHARACTERS) return;
  throw new TroveError(
    'INVALID_INPUT',
    `${quoted(name)} cannot name an artefact: a name has 1 to ${NAME_CHARACTERS} characters.`,
  );
}

function asText(bytes: Uint8Array, part: number): string {
  const start = part * PART_BYTES;
  const piece = bytes.subarray(start, start + PART_BYTES);
  return Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('base64');
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function corrupt(name: string, { bytes }: Head, found: number): TroveError {
  const problem =
    found === bytes ? 'they are not those that were kept' : `${found} of ${bytes} are left`;
  return new TroveError(
    'MODEL_CORRUPT',
    `The bytes of ${quoted(name)} in the database are damaged: ${problem}. Train or install it again.`,
    { name },
  );
}
