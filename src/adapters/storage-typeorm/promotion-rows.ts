import type { EntityManager } from 'typeorm';
import type { PromotionNote } from '../../models/model-registry.port';
import type { ModelKind } from '../../models/model.types';
import type { DatabaseLocation } from './database';
import { ModelPromotionEntity } from './entities/model-promotion.entity';
import { LockedSetting } from './locked-setting';

/** Where the history of a kind stands. */
interface Standing {
  /** Number of the last promotion; 0 before the first. */
  readonly last: number;
  /** Number of the promotion that the champion serves by; null for keyword order. */
  readonly top: number | null;
}

/** A row as it is written and read. */
export type PromotionRow = Readonly<Omit<ModelPromotionEntity, never>>;

const BEGINNING: Standing = { last: 0, top: null };

interface NewPromotion extends PromotionNote {
  readonly model: string;
  readonly before: string | null;
}

/**
 * Who served when. Promotions are a stack in a list that only grows: each names the one below it, where a roll-back goes, so that rolling
 * back again goes back further instead of to and fro.
 */
export class PromotionRows {
  constructor(private readonly databaseKind: DatabaseLocation['kind']) {}

  /** Waits for whoever else promotes a model of that kind, and keeps others waiting until the transaction ends. */
  async lock(transaction: EntityManager, kind: ModelKind): Promise<PromotionTurn> {
    const setting = new LockedSetting(
      this.databaseKind,
      `promotions-${kind}`,
      JSON.stringify(BEGINNING),
    );
    const standing = JSON.parse(await setting.read(transaction)) as Standing;
    return new PromotionTurn(transaction, kind, setting, standing);
  }
}

/** One change of who serves, while nobody else may. */
class PromotionTurn {
  constructor(
    private readonly transaction: EntityManager,
    private readonly kind: ModelKind,
    private readonly setting: LockedSetting,
    private readonly standing: Standing,
  ) {}

  async promoted(promotion: NewPromotion): Promise<void> {
    const { last, top } = this.standing;
    const number = last + 1;
    await this.add({ ...promotion, number, below: top, action: 'PROMOTED' }, number);
  }

  /** @param serving the champion that is taken away. */
  async rolledBack(serving: string, note: PromotionNote): Promise<PromotionRow> {
    const { last, top } = this.standing;
    const below = (await this.promotion(top))?.below ?? null;
    const model = (await this.promotion(below))?.model ?? null;
    const row = { ...note, model, before: serving, number: last + 1, below } as const;
    return this.add({ ...row, action: 'ROLLED_BACK' }, below);
  }

  /** The last change, when it was this very roll-back: the connection may have broken after the commit, and then it runs once more. */
  async alreadyRolledBack({ reason, at }: PromotionNote): Promise<PromotionRow | null> {
    const last = await this.promotion(this.standing.last);
    const isThis = last?.action === 'ROLLED_BACK' && last.reason === reason && last.at === at;
    return isThis ? last : null;
  }

  private async promotion(number: number | null): Promise<PromotionRow | null> {
    if (number === null) return null;
    return this.transaction.findOneBy(ModelPromotionEntity, { kind: this.kind, number });
  }

  private async add(row: Omit<PromotionRow, 'kind'>, top: number | null): Promise<PromotionRow> {
    const whole = { ...row, kind: this.kind };
    await this.transaction.insert(ModelPromotionEntity, whole);
    const standing: Standing = { last: row.number, top };
    await this.setting.write(this.transaction, JSON.stringify(standing));
    return whole;
  }
}
