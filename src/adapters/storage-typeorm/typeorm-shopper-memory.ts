import type { EntityManager } from 'typeorm';
import type { EpochMs } from '../../shared/clock';
import { TroveError } from '../../shared/errors';
import type { SessionId, ShopperId } from '../../shared/ids';
import { MOST_DISLIKES, type ShopperMemory } from '../../shoppers/shopper-memory.port';
import type { Dislike, ShopperAct, WhoAsks } from '../../shoppers/shopper.types';
import type { Database } from './database';
import { takeRecordingLock } from './recording-lock';
import { SessionClaims } from './session-claims';
import { ShopperActs } from './shopper-acts';
import { ShopperDislikes, type Opinion, type Speaker } from './shopper-dislikes';

/** What is known of shoppers, in a relational database. */
export class TypeOrmShopperMemory implements ShopperMemory {
  private readonly acts: ShopperActs;
  private readonly claims: SessionClaims;
  private readonly said: ShopperDislikes;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    this.acts = new ShopperActs(kind);
    this.claims = new SessionClaims(kind);
    this.said = new ShopperDislikes(kind);
  }

  async recent(who: WhoAsks, limit: number): Promise<readonly ShopperAct[]> {
    return this.acts.recent(this.database.reader.manager, who, limit);
  }

  async claimSession(session: SessionId, shopper: ShopperId, at: EpochMs): Promise<ShopperId> {
    return this.database.write(async (transaction) => {
      await takeRecordingLock(transaction, this.database.location.kind);
      const since = await this.claims.claim(transaction, new Map([[session, shopper]]), at);
      await this.claims.adopt(transaction, since);
      return (await this.claims.ownersOf(transaction, [session])).get(session) ?? shopper;
    });
  }

  async dislikes(who: WhoAsks): Promise<readonly Dislike[]> {
    const speaker = speakerOf(who, null);
    if (speaker === null) return [];
    return this.said.read(this.database.reader.manager, speaker, MOST_DISLIKES);
  }

  async addDislikes(who: WhoAsks, dislikes: readonly Dislike[], at: EpochMs): Promise<void> {
    await this.change(who, async (transaction, speaker) => {
      await this.said.add(transaction, opinions(speaker, dislikes), at);
      const kept = await this.said.read(transaction, speaker, MOST_DISLIKES + 1);
      if (kept.length > MOST_DISLIKES) throw tooMany();
    });
  }

  async removeDislikes(who: WhoAsks, dislikes: readonly Dislike[]): Promise<void> {
    await this.change(who, (transaction, speaker) =>
      this.said.takeBack(transaction, opinions(speaker, dislikes)),
    );
  }

  private async change(
    who: WhoAsks,
    work: (transaction: EntityManager, speaker: Speaker) => Promise<void>,
  ): Promise<void> {
    await this.database.write(async (transaction) => {
      await takeRecordingLock(transaction, this.database.location.kind);
      const { session } = who;
      const owners = await this.claims.ownersOf(transaction, session === null ? [] : [session]);
      const speaker = speakerOf(who, session === null ? null : (owners.get(session) ?? null));
      if (speaker !== null) await work(transaction, speaker);
    });
  }
}

function speakerOf({ shopper, session }: WhoAsks, owner: ShopperId | null): Speaker | null {
  if (shopper !== null) return { shopper };
  return session === null ? null : { session, owner };
}

function opinions(speaker: Speaker, dislikes: readonly Dislike[]): readonly Opinion[] {
  return dislikes.map((dislike) => ({ speaker, dislike }));
}

function tooMany(): TroveError {
  return new TroveError(
    'TOO_MANY_ITEMS',
    `A shopper has at most ${MOST_DISLIKES} things that are not wanted. Take some back, or name a brand or a department instead of its products.`,
    { limit: MOST_DISLIKES },
  );
}
