import { join } from 'node:path';
import { blankNetwork } from '../../ml-models/reranker/network';
import { rankerToBytes } from '../../ml-models/reranker/ranker-bytes';
import { Database } from '../../src/adapters/storage-typeorm/database';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { readConfig } from '../../src/config/read-config';
import type { NewModel } from '../../src/models/model-registry.port';
import { FEATURE_NAMES, FEATURE_SET } from '../../src/ranking/features/features';
import { openTrove } from '../../src/server/composition-root';
import { asEpochMs } from '../../src/shared/clock';
import { asModelId, type ModelId } from '../../src/shared/ids';
import { SeededRandom } from '../../src/shared/seeded-random';
import { importIcecat, temporaryDataFolder } from '../trove-process';

/** As large as what training makes of few lists: three members of sixteen units. */
const HIDDEN = 48;
const MEMBERS = 3;

/** Models of the shop, the first of which serves. */
export const BENCH_MODELS: readonly ModelId[] = ['reranker-bench-1', 'reranker-bench-2'].map(asModelId); // prettier-ignore

/** Settings that keep training out of the way, and every search waiting for its model: what falls back costs less. */
export const CALM = { TROVE_TRAINING_EVERY_MINUTES: '0', TROVE_RANKING_DEADLINE_MS: '5000' };

/** The Icecat catalogue with vectors of the encoder that it taught, and two models of chance; @returns its folder. */
export async function preparedShop(): Promise<string> {
  const dataDir = temporaryDataFolder();
  await importIcecat(dataDir);
  await embedAll(dataDir);
  await addBenchModels(dataDir);
  return dataDir;
}

/** Adds the models of chance, and promotes the first. */
export async function addBenchModels(dataDir: string): Promise<void> {
  const database = await Database.open({ kind: 'sqlite', file: join(dataDir, 'trove.db') });
  const registry = new TypeOrmModelRegistry(database);
  for (const [place, id] of BENCH_MODELS.entries())
    await registry.add(facts(id, place), artefact(place + 1));
  const [first] = BENCH_MODELS;
  if (first) await registry.promote(first, null, { reason: 'a bench', at: asEpochMs(0) });
  await database.close();
}

async function embedAll(dataDir: string): Promise<void> {
  const trove = await openTrove(readConfig({ TROVE_DATA_DIR: dataDir }));
  const { signal } = new AbortController();
  await trove.semantics.embedding.turn({ signal, progress: () => undefined });
  await trove.close();
}

function facts(id: ModelId, place: number): NewModel {
  return {
    id,
    kind: 'RERANKER',
    features: FEATURE_NAMES,
    featureSet: FEATURE_SET,
    data: { source: 'FEEDBACK', lists: 0, from: null, to: null },
    parent: null,
    engine: 'wasm',
    seed: place,
    metrics: {},
    run: null,
    createdAt: asEpochMs(place),
  };
}

/** Every feature can be missing: no ranker has more inputs. */
function artefact(seed: number): Buffer {
  const random = new SeededRandom(seed);
  const columns = FEATURE_NAMES.length;
  const network = { ...blankNetwork(2 * columns, HIDDEN), members: MEMBERS };
  const weights = network.weights.map(() => random.normal(0, 0.1));
  const lists = { offered: 0, kept: 0, withoutPositive: 0, withoutContrast: 0, weightsCut: 0, training: 0, validation: 0 }; // prettier-ignore
  return rankerToBytes({
    ranker: {
      features: FEATURE_NAMES,
      normalisation: {
        mean: new Float64Array(columns),
        scale: new Float64Array(columns).fill(1),
        indicators: Array.from({ length: columns }, (_, column) => column),
      },
      network: { ...network, weights },
    },
    report: {
      engine: 'wasm',
      seed,
      shownFrom: null,
      shownTo: null,
      lists,
      rows: 0,
      listsPerStep: 1,
      hidden: HIDDEN,
      learningRate: 0,
      decay: 0,
      noise: 0,
      tower: [],
      members: [],
    },
  });
}
