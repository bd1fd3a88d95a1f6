import { ShelfBundleWorkshop } from '../../ml-models/hybrid/bundle-workshop';
import { HYBRID_WORKSHOP, RECOMMENDER_SHELF } from '../../src/server/recommender-shelf';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { RECOMMENDER_SET } from '../../src/recommendation/models/recommender-set';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, asSku } from '../../src/shared/ids';
import { aModel, aVerdict } from './a-model';

/** Shoppers who all go from the first product of a list to the second, the third and so on. */
const SHOPPERS = 30;

/** Recommenders who have learnt that these products follow each other. */
export async function bundleThatKnows(ways: readonly (readonly string[])[]): Promise<Uint8Array> {
  const names = [...new Set(ways.flat())].sort();
  const acts = Array.from({ length: SHOPPERS }, () => ways).flat();
  const offsets = [0];
  for (const way of acts) offsets.push((offsets.at(-1) ?? 0) + way.length);
  const workshop = new ShelfBundleWorkshop(HYBRID_WORKSHOP, RECOMMENDER_SHELF);
  const { artefact } = await workshop.make({
    skus: names.map(asSku),
    lessons: {
      log: {
        itemCount: names.length,
        offsets: Uint32Array.from(offsets),
        items: Uint32Array.from(acts.flat(), (name) => names.indexOf(name)),
        times: null,
        weights: null,
      },
      features: null,
      baskets: null,
    },
    lastSequence: 0,
    learntTo: null,
    parts: ['transitions'],
    previous: null,
    seed: 1,
    checkpoints: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return artefact;
}

/** Adds versions of the recommenders to a registry, each judged in its favour, as another process would. */
export function addRecommenders(
  file: string,
  versions: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  return withRegistry(file, async (registry) => {
    for (const [id, artefact] of Object.entries(versions)) {
      const facts = { kind: 'RECOMMENDER', featureSet: RECOMMENDER_SET } as const;
      await registry.add(aModel({ ...facts, id: asModelId(id) }), artefact);
      await registry.judge(asModelId(id), aVerdict());
    }
  });
}

/** Makes a version the champion without trying whether it can serve, as a process of an older version of Trove might. */
export function promoteUntried(file: string, id: string): Promise<void> {
  return withRegistry(file, async (registry) => {
    const champion = await registry.champion('RECOMMENDER');
    const note = { reason: 'a test', at: asEpochMs(1) };
    await registry.promote(asModelId(id), champion?.id ?? null, note);
  });
}

async function withRegistry(
  file: string,
  work: (registry: TypeOrmModelRegistry) => Promise<void>,
): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file });
  try {
    await work(new TypeOrmModelRegistry(database));
  } finally {
    await database.close();
  }
}
