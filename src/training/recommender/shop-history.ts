import { eventWeight } from '../../feedback/popularity';
import type { LoggedEvent } from '../../feedback/event-store.port';
import type { InteractionLog } from '../../recommendation/learning/interaction-log.types';
import type { SessionId, ShopperId, Sku } from '../../shared/ids';
import { isRobot } from './is-robot';

/** How far an act went. */
export const TOUCHED = 0;
export const PUT_IN_CART = 1;
export const BOUGHT = 2;

/** What people did, by person and in their time. Items are numbered by `skus`. */
export interface ShopHistory {
  readonly skus: readonly Sku[];
  /** With times and weights. */
  readonly log: InteractionLog;
  /** By act: how far it went. */
  readonly reach: Uint8Array;
  /** Visitors left out because no person does what they did. */
  readonly robots: number;
}

/** Columns of what was recorded, in the order of recording. */
interface Recorded {
  readonly who: number[];
  readonly item: number[];
  readonly time: number[];
  readonly weight: number[];
  readonly reach: number[];
}

/**
 * Gathers what recommenders learn from: whatever speaks for a product. That it was shown says nothing of the shopper, and what speaks against it is honoured
 * elsewhere. What was done without a name belongs to whoever the session belongs to, or to a visitor of its own. Takes some 60 bytes per act.
 */
export class HistoryGatherer {
  private readonly recorded: Recorded = { who: [], item: [], time: [], weight: [], reach: [] };
  private readonly items = new Map<Sku, number>();
  private readonly visitors = new Map<string, number>();
  private events = 0;

  /** Acts gathered so far. */
  get acts(): number {
    return this.recorded.who.length;
  }

  get eventsSeen(): number {
    return this.events;
  }

  /** @param actor whose act it is, as far as anybody knows by now. */
  see({ event, actor }: Pick<LoggedEvent, 'event' | 'actor'>): void {
    const { kind, rating, sku, session, occurredAt } = event;
    this.events += 1;
    const weight = eventWeight(kind, rating);
    if (weight <= 0) return;
    const { recorded } = this;
    recorded.who.push(numberOf(this.visitors, visitorKey(actor, session)));
    recorded.item.push(numberOf(this.items, sku));
    recorded.time.push(occurredAt);
    recorded.weight.push(weight);
    recorded.reach.push(kind === 'PURCHASE' ? BOUGHT : kind === 'ADD_TO_CART' ? PUT_IN_CART : TOUCHED); // prettier-ignore
  }

  /** Products that somebody touched. */
  touched(): Iterable<Sku> {
    return this.items.keys();
  }

  /** @param skus the names of all items, those touched among them, each once. */
  history(skus: readonly Sku[]): ShopHistory {
    const numbers = new Map(skus.map((sku, number) => [sku, number]));
    const items = Uint32Array.from(this.items.keys(), (sku) => numbers.get(sku) ?? 0);
    const acts = this.inOrder();
    const kept: number[] = [];
    const offsets: number[] = [0];
    let robots = 0;
    for (const own of acts) {
      if (isRobot(own.map((at) => this.actAt(at)))) robots += 1;
      else if (this.keepTelling(own, kept)) offsets.push(kept.length);
    }
    return { ...this.columns(kept, items, offsets, skus), robots };
  }

  /** The acts of each person, in time, and of one moment in the order of recording. */
  private inOrder(): Iterable<number[]> {
    const { who, time } = this.recorded;
    const acts = new Map<number, number[]>();
    who.forEach((person, at) => {
      const own = acts.get(person);
      if (own) own.push(at);
      else acts.set(person, [at]);
    });
    for (const own of acts.values())
      own.sort((one, other) => (time[one] ?? 0) - (time[other] ?? 0) || one - other);
    return acts.values();
  }

  private actAt(at: number): { readonly item: number; readonly time: number } {
    return { item: this.recorded.item[at] ?? 0, time: this.recorded.time[at] ?? 0 };
  }

  /** Whoever looks at a product, puts it into the cart and buys it has chosen once: what follows itself is one act, as strong as the strongest. */
  private keepTelling(own: readonly number[], kept: number[]): boolean {
    const { item, weight, reach } = this.recorded;
    let last = -1;
    for (const at of own) {
      if (last >= 0 && item[last] === item[at]) {
        weight[last] = Math.max(weight[last] ?? 0, weight[at] ?? 0);
        reach[last] = Math.max(reach[last] ?? 0, reach[at] ?? 0);
        continue;
      }
      kept.push(at);
      last = at;
    }
    return own.length > 0;
  }

  private columns(
    kept: readonly number[],
    items: Uint32Array,
    offsets: readonly number[],
    skus: readonly Sku[],
  ): Omit<ShopHistory, 'robots'> {
    const { item, time, weight, reach } = this.recorded;
    return {
      skus,
      log: {
        itemCount: skus.length,
        offsets: Uint32Array.from(offsets),
        items: Uint32Array.from(kept, (at) => items[item[at] ?? 0] ?? 0),
        times: Float64Array.from(kept, (at) => time[at] ?? 0),
        weights: Float32Array.from(kept, (at) => weight[at] ?? 0),
      },
      reach: Uint8Array.from(kept, (at) => reach[at] ?? TOUCHED),
    };
  }
}

function visitorKey(actor: ShopperId | null, session: SessionId | null): string {
  return actor === null ? `s:${session ?? ''}` : `u:${actor}`;
}

function numberOf<Key>(numbers: Map<Key, number>, key: Key): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  const number = numbers.size;
  numbers.set(key, number);
  return number;
}
