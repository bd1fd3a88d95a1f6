import type { RecommenderWorkshop } from '../../src/recommendation/learning/recommender-workshop.port';
import type { RecommenderName } from '../../src/recommendation/learning/recommender.port';
import type { Sku } from '../../src/shared/ids';
import type {
  BundleOrder,
  BundleWorkshop,
  MadeBundle,
} from '../../src/training/recommender/bundle-workshop.port';
import { bundleFromBytes, bundleToBytes } from './bundle-artefact';
import { fitParts, type PartOrder } from './fit-parts';
import { hybridFromBytes, hybridToBytes, type HybridContents } from './hybrid-artefact';
import type { HybridWorkshop } from './hybrid-workshop';

/** Parts that answer other questions than what comes next, where they do not speak in the hybrid anyway. */
const OTHERS: readonly RecommenderName[] = ['baskets', 'item-neighbours', 'content'];

/** Counting is done anew in seconds; what is trained waits for its turn. */
const COUNTING: ReadonlySet<RecommenderName> = new Set<RecommenderName>([
  'popularity',
  'content',
  'item-neighbours',
  'user-neighbours',
  'transitions',
  'baskets',
]);

/** Shares of the work. */
const HYBRID = 0.9;

/** Makes bundles of the parts of a shelf. */
export class ShelfBundleWorkshop implements BundleWorkshop {
  constructor(
    private readonly hybrid: HybridWorkshop,
    private readonly shelf: readonly RecommenderWorkshop[],
  ) {}

  async make(order: BundleOrder): Promise<MadeBundle> {
    const { skus, lastSequence, learntTo } = order;
    const hybrid =
      order.previous === null
        ? await this.fitAnew(order)
        : await this.countAnew(order, order.previous);
    const contents = hybridFromBytes(hybrid.artefact);
    const spoken = new Set(contents.parts.map(({ name }) => name));
    const others = await fitParts(
      this.workshops(OTHERS.filter((name) => !spoken.has(name))),
      order.lessons,
      partOrder(order, HYBRID),
    );
    return {
      artefact: bundleToBytes({
        ...{ skus, lastSequence, learntTo, others },
        hybrid: hybrid.artefact,
      }),
      engine: hybrid.engine,
      parts: [...spoken, ...others.map(({ name }) => name)],
      metrics: hybrid.metrics,
    };
  }

  skusOf(artefact: Uint8Array): readonly Sku[] {
    return bundleFromBytes(artefact).skus;
  }

  private async fitAnew(order: BundleOrder): Promise<Omit<MadeBundle, 'parts'>> {
    const { lessons, parts, seed, checkpoints, signal, onProgress } = order;
    return this.hybrid.fit(lessons, {
      ...{ seed, checkpoints, signal },
      options: { ...this.hybrid.defaults, parts: parts.join(',') },
      validation: null,
      previous: null,
      onProgress: (done, note) => {
        onProgress(done * HYBRID, note);
      },
    });
  }

  private async countAnew(
    order: BundleOrder,
    previous: Uint8Array,
  ): Promise<Omit<MadeBundle, 'parts'>> {
    const before = hybridFromBytes(bundleFromBytes(previous).hybrid);
    const counting = before.parts.map(({ name }) => name).filter((name) => COUNTING.has(name));
    const counted = await fitParts(this.workshops(counting), order.lessons, partOrder(order, 0));
    const itemCount = order.skus.length;
    const parts = before.parts.map(
      (part) => counted.find(({ name }) => name === part.name) ?? part,
    );
    const contents: HybridContents = { itemCount, parts, voices: before.voices };
    return {
      artefact: hybridToBytes(contents),
      engine: 'javascript',
      metrics: { partsCounted: counted.length, partsKept: parts.length - counted.length },
    };
  }

  private workshops(names: readonly RecommenderName[]): readonly RecommenderWorkshop[] {
    return names.flatMap((name) => this.shelf.find((workshop) => workshop.name === name) ?? []);
  }
}

/** @param from the share of the work that is done already. */
function partOrder(order: BundleOrder, from: number): PartOrder {
  const { seed, signal } = order;
  return {
    ...{ seed, signal, options: {}, validation: null, checkpoints: null },
    previous: new Map(),
    onProgress: (done, note) => {
      order.onProgress(from + (1 - from) * done, note);
    },
  };
}
