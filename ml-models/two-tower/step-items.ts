import type { LazyAdam } from './lazy-adam';
import { addItem, addRow, featureShare, type Towers } from './towers';

/** Who moves the vectors of items and of features. */
export interface ItemMovers {
  readonly own: LazyAdam;
  readonly ofFeatures: LazyAdam;
}

/** The items of one step, each worked out once, and what the step says about each. */
export class StepItems {
  private readonly slots = new Map<number, number>();
  private readonly vectors: Float32Array;
  private readonly gradients: Float32Array;
  private readonly withOwn: Uint8Array;
  private readonly featureSlots = new Map<number, number>();

  /** @param most items of a step. */
  constructor(
    private readonly towers: Towers,
    most: number,
  ) {
    const size = Math.min(most, towers.itemCount);
    this.vectors = new Float32Array(size * towers.width);
    this.gradients = new Float32Array(size * towers.width);
    this.withOwn = new Uint8Array(size);
  }

  /** Forgets the items of the step before. */
  clear(): void {
    const used = this.slots.size * this.towers.width;
    this.vectors.fill(0, 0, used);
    this.gradients.fill(0, 0, used);
    this.slots.clear();
  }

  /** @param hasOwn asked once per item and step, whether it may use its own vector. @returns where the item's numbers begin. */
  placeOf(item: number, hasOwn: () => boolean): number {
    const { width } = this.towers;
    const known = this.slots.get(item);
    if (known !== undefined) return known * width;
    const slot = this.slots.size;
    this.slots.set(item, slot);
    const own = hasOwn();
    this.withOwn[slot] = own ? 1 : 0;
    addItem(this.towers, item, { target: this.vectors, at: slot * width, hasOwn: own });
    return slot * width;
  }

  /** target += factor · the vector at the place */
  addVector(target: Float32Array, at: number, place: number, factor: number): void {
    const { width } = this.towers;
    addRow(target, at, { table: this.vectors, row: place / width, width, factor });
  }

  /** The gradient at the place += factor · row `row` of the gradients given. */
  addGradient(place: number, given: Float32Array, row: number, factor: number): void {
    addRow(this.gradients, place, { table: given, row, width: this.towers.width, factor });
  }

  /** Moves what the step touched, each vector once. */
  move({ own, ofFeatures }: ItemMovers): void {
    const { width, lists } = this.towers;
    for (const [item, slot] of this.slots)
      if (this.withOwn[slot] === 1) own.moveRow(item, this.gradients, slot * width);
    const onFeatures = this.gatherFeatures();
    for (const [feature, slot] of this.featureSlots)
      ofFeatures.moveRow(feature, onFeatures, slot * width);
    if (lists.featureCount > 0) this.featureSlots.clear();
  }

  private gatherFeatures(): Float32Array {
    const { width, lists } = this.towers;
    for (const item of this.slots.keys())
      for (
        let at = lists.offsets[item] as number;
        at < (lists.offsets[item + 1] as number);
        at += 1
      )
        this.takeFeature(lists.features[at] as number);
    const sums = new Float32Array(this.featureSlots.size * width);
    for (const [item, slot] of this.slots) {
      const factor = featureShare(lists, item);
      const end = lists.offsets[item + 1] as number;
      for (let at = lists.offsets[item] as number; at < end; at += 1) {
        const target = (this.featureSlots.get(lists.features[at] as number) ?? 0) * width;
        addRow(sums, target, { table: this.gradients, row: slot, width, factor });
      }
    }
    return sums;
  }

  private takeFeature(feature: number): void {
    if (!this.featureSlots.has(feature)) this.featureSlots.set(feature, this.featureSlots.size);
  }
}
