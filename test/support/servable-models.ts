import { join } from 'node:path';
import { rankerFromBytes, rankerToBytes } from '../../ml-models/reranker/ranker-bytes';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import type { NewModel } from '../../src/models/model-registry.port';
import type { Verdict } from '../../src/models/model.types';
import { FEATURE_NAMES, FEATURE_SET } from '../../src/ranking/features/features';
import { aModel, aVerdict } from './a-model';
import { randomRanker } from './random-ranker';
import { randomRankerBytes } from './random-ranker-bytes';

/** A ranker that nobody trained, over the features that a gateway works out. */
export function servableRankerBytes(seed: number): Buffer {
  const { report } = rankerFromBytes(randomRankerBytes(seed));
  const ranker = { ...randomRanker(seed, FEATURE_NAMES.length), features: FEATURE_NAMES };
  return rankerToBytes({ ranker, report });
}

/** What a test puts into a registry. */
export interface ServableModel {
  readonly facts: Partial<NewModel> & Pick<NewModel, 'id'>;
  /** Those of a ranker that can serve, unless given. */
  readonly bytes?: Uint8Array;
  /** In favour unless given; null leaves it unjudged. */
  readonly verdict?: Verdict | null;
}

/** Adds models to the embedded database in a data folder, as a training process would. */
export async function addModels(dataDir: string, models: readonly ServableModel[]): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file: join(dataDir, 'trove.db') });
  try {
    const registry = new TypeOrmModelRegistry(database);
    for (const [seed, { facts, bytes, verdict = aVerdict() }] of models.entries()) {
      const model = aModel({ features: FEATURE_NAMES, featureSet: FEATURE_SET, ...facts });
      await registry.add(model, bytes ?? servableRankerBytes(seed));
      if (verdict) await registry.judge(model.id, verdict);
    }
  } finally {
    await database.close();
  }
}
