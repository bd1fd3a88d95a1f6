import type {
  InteractionLog,
  NextItemCase,
} from '../../src/recommendation/learning/interaction-log.types';
import { SeededRandom } from '../../src/shared/seeded-random';

/** A log without what some of its shoppers did last, and that. */
export interface HeldOutLast {
  readonly log: InteractionLog;
  readonly cases: readonly NextItemCase[];
}

/** Of so many shoppers at most, drawn by the seed, the last act is kept back, when it is a new item after at least one other. */
export function holdOutLast(log: InteractionLog, most: number, seed: number): HeldOutLast {
  const able = shoppersWithANewItemLast(log);
  const chosen = able.length <= most ? able : drawn(able, most, seed);
  const held = new Uint8Array(log.offsets.length - 1);
  for (const shopper of chosen) held[shopper] = 1;
  const shorter = withoutLast(log, held);
  const cases = chosen.map((shopper) => {
    const from = log.offsets[shopper] ?? 0;
    const last = (log.offsets[shopper + 1] ?? 0) - 1;
    return { shopper, history: log.items.slice(from, last), target: log.items[last] ?? 0 };
  });
  return { log: shorter, cases };
}

function shoppersWithANewItemLast({ offsets, items }: InteractionLog): number[] {
  const able: number[] = [];
  for (let shopper = 0; shopper + 1 < offsets.length; shopper += 1) {
    const own = items.subarray(offsets[shopper], offsets[shopper + 1]);
    const last = own[own.length - 1];
    if (last !== undefined && own.length > 1 && own.indexOf(last) === own.length - 1)
      able.push(shopper);
  }
  return able;
}

/** So many, each as likely as the others, in their order. @see Fan, Muller, Rezucha 1962, selection sampling. */
function drawn(from: readonly number[], count: number, seed: number): number[] {
  const random = new SeededRandom(seed);
  let missing = count;
  return from.filter((_, at) => {
    const isDrawn = random.next() * (from.length - at) < missing;
    if (isDrawn) missing -= 1;
    return isDrawn;
  });
}

function withoutLast(log: InteractionLog, held: Uint8Array): InteractionLog {
  const offsets = new Uint32Array(log.offsets.length);
  const kept: number[] = [];
  for (const [shopper, isHeld] of held.entries()) {
    const end = (log.offsets[shopper + 1] ?? 0) - isHeld;
    for (let at = log.offsets[shopper] ?? 0; at < end; at += 1) kept.push(at);
    offsets[shopper + 1] = kept.length;
  }
  return {
    itemCount: log.itemCount,
    offsets,
    items: Uint32Array.from(kept, (at) => log.items[at] ?? 0),
    times: log.times && Float64Array.from(kept, (at) => log.times?.[at] ?? 0),
    weights: log.weights && Float32Array.from(kept, (at) => log.weights?.[at] ?? 0),
  };
}
