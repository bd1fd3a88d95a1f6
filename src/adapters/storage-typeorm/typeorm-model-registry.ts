import { In, LessThan, type EntityManager } from 'typeorm';
import { mergeShadowReports } from '../../models/merge-shadow-reports';
import type { ModelRegistry, NewModel, PromotionNote } from '../../models/model-registry.port';
import type {
  ModelKind,
  ModelVersion,
  Promotion,
  ShadowReport,
  Verdict,
} from '../../models/model.types';
import { quoted, TroveError } from '../../shared/errors';
import { asModelId, type ModelId } from '../../shared/ids';
import { ArtefactRows } from './artefact-rows';
import { BoundSql } from './bound-sql';
import type { Database } from './database';
import { ModelPromotionEntity } from './entities/model-promotion.entity';
import { ModelEntity } from './entities/model.entity';
import {
  artefactName,
  readShadow,
  readVerdict,
  requireId,
  toModelRow,
  toModelVersion,
  toPromotion,
} from './model-rows';
import { PromotionRows } from './promotion-rows';

/** Latest first; of one moment, by id. */
const LATEST_FIRST = { createdAt: 'DESC', id: 'DESC' } as const;

/** At once: whoever forgets regularly never has more. */
const MOST_FORGOTTEN = 100;

/** Models in a relational database. Who serves changes under one lock per kind; a version under the lock of its row. */
export class TypeOrmModelRegistry implements ModelRegistry {
  private readonly artefacts: ArtefactRows;
  private readonly promoting: PromotionRows;
  private readonly addRow: BoundSql;
  private readonly lockRow: BoundSql;

  constructor(private readonly database: Database) {
    const { kind } = database.location;
    this.artefacts = new ArtefactRows(kind);
    this.promoting = new PromotionRows(kind);
    this.addRow = new BoundSql(
      kind,
      `INSERT INTO model (id, kind, state, facts, verdict, shadow, created_at) VALUES ($1, $2, $3, $4, NULL, NULL, $5)
       ON CONFLICT (id) DO NOTHING RETURNING id`,
    );
    this.lockRow = new BoundSql(
      kind,
      'UPDATE model SET state = state WHERE id = $1 RETURNING kind, state, verdict, shadow',
    );
  }

  async add(model: NewModel, artefact: Uint8Array): Promise<ModelVersion> {
    requireId(model.id);
    return this.database.write(async (transaction) => {
      const name = artefactName(model.id);
      const checksum = await this.artefacts.write(transaction, name, artefact);
      const row = toModelRow(model, checksum, artefact.length);
      const { id, kind, state, facts, createdAt } = row;
      const values = [id, kind, state, facts, createdAt];
      if ((await this.addRow.rows(transaction, values)).length > 0) return toModelVersion(row);
      const there = await transaction.findOneByOrFail(ModelEntity, { id });
      if (there.facts === facts && there.createdAt === createdAt) return toModelVersion(there);
      throw new TroveError('INVALID_INPUT', `Another model has the id ${quoted(id)}.`, { id });
    });
  }

  async list(
    kind: ModelKind,
    limit: number,
    before: ModelId | null,
  ): Promise<readonly ModelVersion[]> {
    const { manager } = this.database.reader;
    const from =
      before === null ? null : await manager.findOneBy(ModelEntity, { id: before, kind });
    if (before !== null && from === null) throw unknown(before);
    const where = from
      ? [
          { kind, createdAt: LessThan(from.createdAt) },
          { kind, createdAt: from.createdAt, id: LessThan(from.id) },
        ]
      : { kind };
    const rows = await manager.find(ModelEntity, { where, order: LATEST_FIRST, take: limit });
    return rows.map(toModelVersion);
  }

  async find(id: ModelId): Promise<ModelVersion | null> {
    const row = await this.database.reader.manager.findOneBy(ModelEntity, { id });
    return row && toModelVersion(row);
  }

  async artefact(id: ModelId): Promise<Uint8Array> {
    const { manager } = this.database.reader;
    await required(manager, id);
    const bytes = await this.artefacts.read(manager, artefactName(id));
    if (bytes !== null) return bytes;
    throw new TroveError(
      'MODEL_CORRUPT',
      `The bytes of model ${id} are gone from the database. Train another one, or roll back to another version.`,
      { id },
    );
  }

  async champion(kind: ModelKind): Promise<ModelVersion | null> {
    const row = await championRow(this.database.reader.manager, kind);
    return row && toModelVersion(row);
  }

  async shadows(kind: ModelKind): Promise<readonly ModelVersion[]> {
    const rows = await this.database.reader.manager.find(ModelEntity, {
      where: { kind, state: 'SHADOW' },
      order: LATEST_FIRST,
    });
    return rows.map(toModelVersion);
  }

  async judge(id: ModelId, verdict: Verdict): Promise<void> {
    await this.database.write(async (transaction) => {
      const { verdict: stands } = await this.lock(transaction, id);
      const text = JSON.stringify(verdict);
      if (stands === text) return;
      if (stands !== null)
        throw new TroveError(
          'MODEL_REFUSED',
          `Model ${id} has been judged, and a verdict is never replaced. Train another one.`,
          { id },
        );
      const state = verdict.promote ? 'SHADOW' : 'REFUSED';
      await transaction.update(ModelEntity, { id }, { verdict: text });
      await transaction.update(ModelEntity, { id, state: 'CANDIDATE' }, { state });
    });
  }

  async refuse(id: ModelId, reason: string): Promise<void> {
    await this.database.write(async (transaction) => {
      const locked = await this.lock(transaction, id);
      if (locked.state !== 'SHADOW') return;
      const verdict = readVerdict(locked.verdict);
      const refusal = verdict && {
        ...verdict,
        promote: false,
        reasons: [...verdict.reasons, reason],
      };
      const text = JSON.stringify(refusal);
      await transaction.update(ModelEntity, { id }, { state: 'REFUSED', verdict: text });
    });
  }

  async noteShadow(id: ModelId, report: ShadowReport): Promise<void> {
    await this.database.write(async (transaction) => {
      const locked = await this.lock(transaction, id);
      const before = readShadow(locked.shadow);
      const shadow = JSON.stringify(before ? mergeShadowReports(before, report) : report);
      await transaction.update(ModelEntity, { id }, { shadow });
    });
  }

  async promote(id: ModelId, expected: ModelId | null, note: PromotionNote): Promise<boolean> {
    return this.database.write(async (transaction) => {
      const { kind } = await required(transaction, id);
      const turn = await this.promoting.lock(transaction, kind);
      const serving = (await championRow(transaction, kind))?.id ?? null;
      if (serving === id) return true;
      if (serving !== expected) return false;
      await changeOver(transaction, kind, id);
      await turn.promoted({ model: id, before: serving, ...note });
      return true;
    });
  }

  async rollBack(kind: ModelKind, note: PromotionNote): Promise<Promotion> {
    return this.database.write(async (transaction) => {
      const turn = await this.promoting.lock(transaction, kind);
      const done = await turn.alreadyRolledBack(note);
      if (done) return toPromotion(done);
      const serving = await championRow(transaction, kind);
      if (serving === null)
        throw new TroveError(
          'NO_EARLIER_MODEL',
          'Keyword order serves already: there is nothing to roll back to.',
          { kind },
        );
      const promotion = await turn.rolledBack(serving.id, note);
      await changeOver(transaction, kind, promotion.model);
      return toPromotion(promotion);
    });
  }

  async forgetBytes(kind: ModelKind, keep: number): Promise<number> {
    const past = await this.database.reader.manager.find(ModelEntity, {
      select: { id: true },
      where: { kind, state: In(['REFUSED', 'RETIRED']) },
      order: LATEST_FIRST,
      skip: keep,
      take: MOST_FORGOTTEN,
    });
    for (const { id } of past)
      await this.database.write((transaction) =>
        this.artefacts.drop(transaction, artefactName(asModelId(id))),
      );
    return past.length;
  }

  async promotions(kind: ModelKind, limit: number): Promise<readonly Promotion[]> {
    const rows = await this.database.reader.manager.find(ModelPromotionEntity, {
      where: { kind },
      order: { number: 'DESC' },
      take: limit,
    });
    return rows.map(toPromotion);
  }

  /** What a version is now, until the transaction ends. */
  private async lock(transaction: EntityManager, id: ModelId): Promise<LockedModel> {
    const [row] = await this.lockRow.rows<LockedModel>(transaction, [id]);
    if (row) return row;
    throw unknown(id);
  }
}

type LockedModel = Pick<ModelEntity, 'kind' | 'state' | 'verdict' | 'shadow'>;

async function required(manager: EntityManager, id: ModelId): Promise<ModelEntity> {
  const row = await manager.findOneBy(ModelEntity, { id });
  if (row) return row;
  throw unknown(id);
}

async function championRow(manager: EntityManager, kind: ModelKind): Promise<ModelEntity | null> {
  return manager.findOneBy(ModelEntity, { kind, state: 'CHAMPION' });
}

async function changeOver(
  transaction: EntityManager,
  kind: ModelKind,
  to: string | null,
): Promise<void> {
  await transaction.update(ModelEntity, { kind, state: 'CHAMPION' }, { state: 'RETIRED' });
  if (to !== null) await transaction.update(ModelEntity, { id: to }, { state: 'CHAMPION' });
}

function unknown(id: ModelId): TroveError {
  return new TroveError(
    'UNKNOWN_MODEL',
    `There is no model ${quoted(id)}. "trove models list" names all of them.`,
    { id },
  );
}
