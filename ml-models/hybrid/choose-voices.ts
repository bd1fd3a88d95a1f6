import type { ValidationTable } from './validation-table';
import type { Voice } from './voice';

export interface ChosenVoices {
  readonly voices: readonly Voice[];
  /** NDCG@10 on the cases, 0 to 1. */
  readonly ndcg: number;
  /** The same of each part alone, in the order of the table. */
  readonly alone: readonly number[];
}

/** What a voice is tried at first, relative to the part that is best alone; then steps from where it stands. */
const WEIGHTS = [0, 0.03, 0.06, 0.1, 0.15, 0.2, 0.3, 0.4, 0.55, 0.75, 1, 1.4, 2, 3];
const STEPS = [0, 0.6, 0.8, 0.9, 1.1, 1.25, 1.6];
const FLOORS = [1e-5, 3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1];
const FIRST_FLOOR = 3e-3;

const MOST_ROUNDS = 6;
const ROUNDS_OF_LEAPS = 2;

/** How loud the others are where the search begins a second time: one voice at a time can get stuck. */
const SECOND_START = 0.3;

/** A gain below this is chance, and not worth a louder voice. */
const LEAST_GAIN = 2e-5;

const DEPTH = 10;

/**
 * Weights and floors under which what came next stands highest: one voice is changed at a time until nothing gets better, once from the part that is best alone and
 * once from all together. So the choir is never worse than its best voice on these cases.
 */
export function chooseVoices(table: ValidationTable): ChosenVoices {
  const alone = table.parts.map((_, part) => aloneOn(table, part));
  const best = alone.indexOf(Math.max(...alone));
  const searches = [0, SECOND_START].map((others) => {
    const search = new VoiceSearch(table);
    search.begin(table.parts.map((_, part) => (part === best ? 1 : others)));
    search.run();
    return search;
  });
  const [first] = searches.sort((one, other) => other.ndcg - one.ndcg);
  return { voices: first?.voices() ?? [], ndcg: first?.ndcg ?? 0, alone };
}

/** What a part says counts by its order alone, so that its shares do as well as what is heard of them. */
function aloneOn({ offsets, shares }: ValidationTable, part: number): number {
  return ndcgOf(offsets, shares[part] ?? new Float32Array(0));
}

class VoiceSearch {
  private readonly weights: number[];
  private readonly floors: number[];
  /** By part and candidate: ln(1 + share / floor). */
  private readonly heard: Float32Array[];
  private readonly sums: Float32Array;
  ndcg = 0;

  constructor(private readonly table: ValidationTable) {
    this.weights = table.parts.map(() => 0);
    this.floors = table.parts.map(() => FIRST_FLOOR);
    this.heard = table.shares.map((shares) => heardAbove(shares, FIRST_FLOOR));
    this.sums = new Float32Array(table.offsets.at(-1) ?? 0);
  }

  begin(weights: readonly number[]): void {
    for (const [part, weight] of weights.entries()) {
      this.weights[part] = weight;
      this.add(this.sums, part);
    }
    this.ndcg = ndcgOf(this.table.offsets, this.sums);
  }

  run(): void {
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const before = this.ndcg;
      for (let part = 0; part < this.table.parts.length; part += 1)
        this.improve(part, round < ROUNDS_OF_LEAPS);
      if (this.ndcg - before < LEAST_GAIN) return;
    }
  }

  /** Finds the best weight of a part, then the best floor, with all others as they are. */
  private improve(part: number, leaps: boolean): void {
    const shares = this.table.shares[part] ?? this.sums;
    const others = this.without(part);
    const weight = this.weights[part] ?? 0;
    const floor = this.floors[part] ?? FIRST_FLOOR;
    for (const next of leaps ? WEIGHTS : STEPS.map((step) => step * weight))
      this.tryOut(part, others, { weight: next, floor });
    if (this.weights[part] === 0) {
      this.add(others, part);
      return;
    }
    for (const next of FLOORS) {
      const voice = { weight: this.weights[part] ?? 0, floor: next };
      this.tryOut(part, others, voice, heardAbove(shares, next));
    }
    this.heard[part] = heardAbove(shares, this.floors[part] ?? FIRST_FLOOR);
    this.add(others, part);
  }

  voices(): readonly Voice[] {
    return this.table.parts.map((part, at) => ({
      part,
      weight: this.weights[at] ?? 0,
      floor: this.floors[at] ?? FIRST_FLOOR,
      sharpness: this.table.sharpness[at] ?? null,
    }));
  }

  private tryOut(
    part: number,
    others: Float32Array,
    { weight, floor }: { readonly weight: number; readonly floor: number },
    heard: Float32Array = this.heard[part] ?? others,
  ): void {
    const sums = others.map((sum, at) => sum + weight * (heard[at] ?? 0));
    const ndcg = ndcgOf(this.table.offsets, sums);
    if (ndcg - this.ndcg < LEAST_GAIN) return;
    this.ndcg = ndcg;
    this.weights[part] = weight;
    this.floors[part] = floor;
  }

  private without(part: number): Float32Array {
    const weight = this.weights[part] ?? 0;
    const heard = this.heard[part];
    return this.sums.map((sum, at) => sum - weight * (heard?.[at] ?? 0));
  }

  private add(others: Float32Array, part: number): void {
    const weight = this.weights[part] ?? 0;
    const heard = this.heard[part];
    others.forEach((sum, at) => {
      this.sums[at] = sum + weight * (heard?.[at] ?? 0);
    });
  }
}

function heardAbove(shares: Float32Array, floor: number): Float32Array {
  return shares.map((share) => Math.log1p(share / floor));
}

/** Mean NDCG@10 when each case has one item to find, the first of its candidates; whoever shares its score stands before it half of the time. */
function ndcgOf(offsets: Uint32Array, scores: Float32Array): number {
  const cases = offsets.length - 1;
  let sum = 0;
  for (let one = 0; one < cases; one += 1) {
    const before = countBefore(scores, offsets[one] as number, offsets[one + 1] as number);
    if (before < DEPTH) sum += 1 / Math.log2(before + 2);
  }
  return cases === 0 ? 0 : sum / cases;
}

/** How many candidates stand before the first; as many as matter at most. Nobody finds what has no score. */
function countBefore(scores: Float32Array, first: number, end: number): number {
  const target = scores[first] as number;
  if (target <= 0) return DEPTH;
  let before = 0;
  for (let at = first + 1; at < end && before < DEPTH; at += 1) {
    const score = scores[at] as number;
    if (score >= target) before += score > target ? 1 : 0.5;
  }
  return before;
}
