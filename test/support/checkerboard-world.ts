import type {
  BasketLog,
  InteractionLog,
  ItemFeatures,
  NextItemCase,
} from '../../src/recommendation/learning/interaction-log.types';
import type { Lessons } from '../../src/recommendation/learning/recommender-workshop.port';
import { SeededRandom } from '../../src/shared/seeded-random';

export interface CheckerboardSettings {
  readonly blocks: number;
  /** Fields along one side of a block, even: half of its `side`² items are black, half are white. */
  readonly side: number;
  /** Shoppers per colour of a block; as many as it has items, or a multiple, makes every item held out equally often. */
  readonly shoppersPerColour: number;
  readonly seed: number;
}

const DEFAULTS: CheckerboardSettings = { blocks: 4, side: 4, shoppersPerColour: 24, seed: 7 };

/**
 * A world whose truth is known: the items are the fields of several chess boards, and each shopper likes the black or the white ones of one board and no others.
 * A shopper has touched all of them, in an order drawn by the seed, but for one: the one right answer. Each item is held out equally often, so
 * all are equally popular and popularity tells nothing.
 */
export interface CheckerboardWorld {
  readonly lessons: Lessons & { readonly features: ItemFeatures; readonly baskets: BasketLog };
  /** One per shopper: all that was touched, and the item that was held out. */
  readonly cases: readonly NextItemCase[];
  /** For whoever stops by validation: the last item of each shopper as target, what was before as history. */
  readonly validation: readonly NextItemCase[];
  /** By item: which board and colour it is of; equal for those that one shopper likes. */
  readonly kinds: Uint32Array;
}

export function checkerboardWorld(settings: Partial<CheckerboardSettings> = {}): CheckerboardWorld {
  const { blocks, side, shoppersPerColour, seed } = { ...DEFAULTS, ...settings };
  const random = new SeededRandom(seed);
  const kinds = Uint32Array.from({ length: blocks * side * side }, (_, item) => {
    const [block, field] = [Math.floor(item / side ** 2), item % side ** 2];
    return 2 * block + ((Math.floor(field / side) + (field % side)) % 2);
  });
  const cases: NextItemCase[] = [];
  for (let kind = 0; kind < 2 * blocks; kind += 1) {
    const liked = [...kinds.keys()].filter((item) => kinds[item] === kind);
    for (let shopper = 0; shopper < shoppersPerColour; shopper += 1) {
      const target = liked[shopper % liked.length] ?? 0;
      const history = shuffled(liked.filter((item) => item !== target), random); // prettier-ignore
      cases.push({ shopper: cases.length, history: Uint32Array.from(history), target });
    }
  }
  const log = logOf(cases, kinds.length);
  return {
    lessons: { log, features: featuresOf(kinds), baskets: log },
    cases,
    validation: cases.map(({ shopper, history }) => ({
      shopper,
      history: history.subarray(0, -1),
      target: history.at(-1) ?? 0,
    })),
    kinds,
  };
}

function shuffled(items: readonly number[], random: SeededRandom): readonly number[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
  }
  return order;
}

function logOf(cases: readonly NextItemCase[], itemCount: number): InteractionLog {
  const offsets = new Uint32Array(cases.length + 1);
  for (const [shopper, { history }] of cases.entries())
    offsets[shopper + 1] = (offsets[shopper] ?? 0) + history.length;
  const items = Uint32Array.from(cases.flatMap(({ history }) => [...history]));
  return { itemCount, offsets, items, times: null, weights: null };
}

/** Two features each, the block and the colour, and a vector that points along the kind: items of one kind are alike, those of another kind are not. */
function featuresOf(kinds: Uint32Array): ItemFeatures {
  const kindCount = Math.max(...kinds) + 1;
  const values = new Float32Array(kinds.length * kindCount);
  for (const [item, kind] of kinds.entries()) values[item * kindCount + kind] = 1;
  const blocks = kindCount / 2;
  return {
    itemCount: kinds.length,
    featureCount: blocks + 2,
    offsets: Uint32Array.from({ length: kinds.length + 1 }, (_, item) => 2 * item),
    features: Uint32Array.from([...kinds].flatMap((kind) => [kind >> 1, blocks + (kind % 2)])),
    vectors: { dimensions: kindCount, values },
  };
}
