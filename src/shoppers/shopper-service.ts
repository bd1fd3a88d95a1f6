import type { Product } from '../catalog/product.types';
import type { Clock } from '../shared/clock';
import { quoted, TroveError } from '../shared/errors';
import type { SessionId, ShopperId, Sku } from '../shared/ids';
import type { RowProblem } from '../shared/row-problem.types';
import { cleanDislike } from './clean-dislike';
import { cleanSession, cleanShopper, cleanWho } from './clean-who';
import type { ShopperMemory } from './shopper-memory.port';
import { shopperProfile } from './shopper-profile';
import type { Dislike, ShopperProfile, WhoAsks } from './shopper.types';

/** What the service stands on. */
export interface ShopperServiceParts {
  readonly memory: ShopperMemory;
  readonly products: { findBySkus(skus: readonly Sku[]): Promise<ReadonlyMap<Sku, Product>> };
  readonly clock: Clock;
}

/** What somebody says about what they see. */
export interface Correction {
  readonly who: WhoAsks;
  readonly notInterested: readonly Dislike[];
  readonly undo: readonly Dislike[];
}

/** By list, what was refused; rows are counted from 1 in their list. The other entries count. */
export interface CorrectionProblems {
  readonly notInterested: readonly RowProblem[];
  readonly undo: readonly RowProblem[];
}

/** Acts that a profile is drawn from: the decay makes older ones count for little. */
const PROFILE_ACTS = 200;

/** What is known of shoppers, and what they say about it. */
export class ShopperService {
  constructor(private readonly parts: ShopperServiceParts) {}

  /** Whoever is not known has an empty profile. @throws TroveError INVALID_INPUT, TEXT_TOO_LONG */
  async profile(who: WhoAsks): Promise<ShopperProfile> {
    const asked = cleanWho(who);
    const { memory, products, clock } = this.parts;
    const [acts, dislikes] = await Promise.all([
      memory.recent(asked, PROFILE_ACTS),
      memory.dislikes(asked),
    ]);
    const skus = [...new Set(acts.map(({ sku }) => sku))];
    const found = skus.length === 0 ? new Map<Sku, Product>() : await products.findBySkus(skus);
    return shopperProfile({ acts, products: found, dislikes, now: clock() });
  }

  /**
   * Says that a session belongs to a shopper; the first who says so is right.
   *
   * @returns whether it does. @throws TroveError INVALID_INPUT, TEXT_TOO_LONG; STORAGE_*
   */
  async identify(session: SessionId, shopper: ShopperId): Promise<boolean> {
    const clean = { session: cleanSession(session), shopper: cleanShopper(shopper) };
    const { memory, clock } = this.parts;
    return (await memory.claimSession(clean.session, clean.shopper, clock())) === clean.shopper;
  }

  /**
   * Counts from the very next answer on. What is undone is undone first.
   *
   * @throws TroveError INVALID_INPUT, TEXT_TOO_LONG for who says so; TOO_MANY_ITEMS when more than a thousand things would not be wanted; STORAGE_*
   */
  async correct({ who, notInterested, undo }: Correction): Promise<CorrectionProblems> {
    const speaker = cleanWho(who);
    const { memory, clock } = this.parts;
    const taken = cleaned(undo);
    const said = await this.known(cleaned(notInterested));
    if (taken.dislikes.length > 0) await memory.removeDislikes(speaker, plain(taken));
    if (said.dislikes.length > 0) await memory.addDislikes(speaker, plain(said), clock());
    return { notInterested: said.problems, undo: taken.problems };
  }

  /** Products that the catalogue does not have are a slip of whoever asks. */
  private async known(given: CleanedDislikes): Promise<CleanedDislikes> {
    const skus = given.dislikes.flatMap(({ dislike }) =>
      dislike.kind === 'PRODUCT' ? [dislike.sku] : [],
    );
    if (skus.length === 0) return given;
    const found = await this.parts.products.findBySkus([...new Set(skus)]);
    const isUnknown = ({ dislike }: NumberedDislike): boolean =>
      dislike.kind === 'PRODUCT' && !found.has(dislike.sku);
    return {
      dislikes: given.dislikes.filter((one) => !isUnknown(one)),
      problems: [...given.problems, ...given.dislikes.filter(isUnknown).map(unknownProduct)].sort(
        (left, right) => left.row - right.row,
      ),
    };
  }
}

interface NumberedDislike {
  readonly row: number;
  readonly dislike: Dislike;
}

interface CleanedDislikes {
  readonly dislikes: readonly NumberedDislike[];
  readonly problems: readonly RowProblem[];
}

function plain({ dislikes }: CleanedDislikes): readonly Dislike[] {
  return dislikes.map(({ dislike }) => dislike);
}

function cleaned(drafts: readonly Dislike[]): CleanedDislikes {
  const dislikes: NumberedDislike[] = [];
  const problems: RowProblem[] = [];
  drafts.forEach((draft, index) => {
    const row = index + 1;
    try {
      dislikes.push({ row, dislike: cleanDislike(draft) });
    } catch (error) {
      if (!(error instanceof TroveError)) throw error;
      problems.push({ row, field: null, code: error.code, message: error.message });
    }
  });
  return { dislikes, problems };
}

function unknownProduct({ row, dislike }: NumberedDislike): RowProblem {
  const sku = dislike.kind === 'PRODUCT' ? dislike.sku : '';
  return {
    row,
    field: 'sku',
    code: 'UNKNOWN_PRODUCT',
    message: `The catalogue has no product ${quoted(sku)}. Name one that is there.`,
  };
}
