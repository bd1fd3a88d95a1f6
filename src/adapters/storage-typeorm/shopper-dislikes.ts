import type { EntityManager } from 'typeorm';
import type { EpochMs } from '../../shared/clock';
import type { SessionId, ShopperId } from '../../shared/ids';
import type { Dislike } from '../../shoppers/shopper.types';
import { BoundSql } from './bound-sql';
import type { DatabaseLocation } from './database';
import {
  byShopper,
  bySession,
  digestOf,
  dislikeRow,
  toDislike,
  type DislikeRow,
} from './dislike-rows';
import { inJsonList, inNumberList } from './in-list';
import { RowInserter } from './insert-rows';

/** By whom something was said or done: by name, or in a session, which may belong to somebody. */
export type Speaker =
  | { readonly shopper: ShopperId; readonly session?: never; readonly owner?: never }
  | {
      readonly shopper?: never;
      readonly session: SessionId;
      readonly owner: ShopperId | null;
    };

export interface Opinion {
  readonly speaker: Speaker;
  readonly dislike: Dislike;
}

/** The table of what shoppers do not want to see, within transactions of others. */
export class ShopperDislikes {
  private readonly inserter: RowInserter;
  private readonly ofShopper: BoundSql;
  private readonly ofSession: BoundSql;
  private readonly saidBy: BoundSql;
  private readonly remove: BoundSql;

  constructor(kind: DatabaseLocation['kind']) {
    this.inserter = new RowInserter(kind, {
      table: 'shopper_dislike',
      columns: ['who', 'owner', 'what', 'kind', 'value', 'said_at'],
      ending: 'ON CONFLICT (who, what) DO NOTHING',
    });
    this.ofShopper = new BoundSql(kind, OF_SHOPPER);
    this.ofSession = new BoundSql(kind, latest('who'));
    this.saidBy = new BoundSql(kind, saidBySql(kind));
    this.remove = new BoundSql(
      kind,
      `DELETE FROM shopper_dislike WHERE sequence ${inNumberList(kind, '$1')}`,
    );
  }

  /** The latest, at most so many, in the order in which they were said; what was said twice counts where it was said first. */
  async read(on: EntityManager, speaker: Speaker, limit: number): Promise<readonly Dislike[]> {
    const sql = speaker.shopper === undefined ? this.ofSession : this.ofShopper;
    const rows = await sql.rows<DislikeRow>(on, [whoIs(speaker), limit]);
    const byDigest = new Map([...rows].reverse().map((row) => [digestOf(row), row]));
    return [...byDigest.values()].map(toDislike);
  }

  async add(transaction: EntityManager, opinions: readonly Opinion[], at: EpochMs): Promise<void> {
    const rows = opinions.map(({ speaker, dislike }) => {
      const row = dislikeRow(dislike);
      const { kind, value } = row;
      return [whoIs(speaker), ownerOf(speaker), digestOf(row), kind, value, at];
    });
    await this.inserter.insert(transaction, rows);
  }

  /** Of whoever is known by name also what was said in the sessions that are theirs. */
  async takeBack(transaction: EntityManager, opinions: readonly Opinion[]): Promise<void> {
    if (opinions.length === 0) return;
    const meant = opinions.map(({ speaker, dislike }) => ({
      whose: whoeverIs(speaker),
      what: digestOf(dislikeRow(dislike)),
    }));
    const found = await this.saidBy.rows<SaidRow>(transaction, [
      JSON.stringify(meant.flatMap(({ whose }) => whose)),
      JSON.stringify(meant.map(({ what }) => what)),
    ]);
    const keys = new Set(meant.flatMap(({ whose, what }) => whose.map((who) => `${what} ${who}`)));
    const gone = found.filter(
      ({ who, owner, what }) =>
        keys.has(`${what} ${who}`) || (owner !== null && keys.has(`${what} ${owner}`)),
    );
    if (gone.length === 0) return;
    await this.remove.rows(transaction, [
      JSON.stringify(gone.map(({ sequence }) => Number(sequence))),
    ]);
  }
}

interface SaidRow {
  /** A text on PostgreSQL, should it ever be wider. */
  readonly sequence: number | string;
  readonly who: string;
  readonly what: string;
  readonly owner: string | null;
}

/** All names under which the speaker may have said something. */
function whoeverIs(speaker: Speaker): readonly string[] {
  const owner = ownerOf(speaker);
  return owner === null ? [whoIs(speaker)] : [whoIs(speaker), owner];
}

function ownerOf({ owner = null }: Speaker): string | null {
  return owner === null ? null : byShopper(owner);
}

function whoIs(speaker: Speaker): string {
  return speaker.shopper === undefined ? bySession(speaker.session) : byShopper(speaker.shopper);
}

const OF_SHOPPER = `SELECT * FROM (
    SELECT * FROM (${latest('who')}) own UNION ALL SELECT * FROM (${latest('owner')}) theirs
  ) said ORDER BY sequence DESC LIMIT $2`;

function latest(whose: 'who' | 'owner'): string {
  return `SELECT sequence, kind, value FROM shopper_dislike WHERE ${whose} = $1 ORDER BY sequence DESC LIMIT $2`;
}

/** Of the names in `$1`, what is in `$2`; sessions also under the name of whom they belong to. */
function saidBySql(kind: DatabaseLocation['kind']): string {
  const names = inJsonList(kind, '$1');
  return `SELECT sequence, who, what, owner FROM shopper_dislike
    WHERE (who ${names} OR owner ${names}) AND what ${inJsonList(kind, '$2')}`;
}
