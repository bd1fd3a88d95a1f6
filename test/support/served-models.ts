import { RankerLoader } from '../../ml-models/reranker/scorer-loader';
import { openEngine } from '../../ml-models/runtime/open-engine';
import type { Engine } from '../../ml-models/runtime/engine.types';
import type { Database } from '../../src/adapters/storage-typeorm/database';
import { ArtefactPartEntity } from '../../src/adapters/storage-typeorm/entities/artefact-part.entity';
import { TypeOrmModelRegistry } from '../../src/adapters/storage-typeorm/typeorm-model-registry';
import { LiveModels } from '../../src/ranking/live-models';
import { asEpochMs } from '../../src/shared/clock';
import { systemStopwatch } from '../../src/shared/deadline';
import { asModelId, type ModelId } from '../../src/shared/ids';
import type { Logger } from '../../src/shared/logger';
import { systemTimer, type After } from '../../src/shared/timer';
import { aModel, aVerdict } from './a-model';
import { randomRanker } from './random-ranker';
import { randomRankerBytes } from './random-ranker-bytes';

export const SERVED_FEATURES = randomRanker(1).features;
export const SERVED_SET = 'set-1';

export interface ServedModels {
  readonly live: LiveModels;
  readonly registry: TypeOrmModelRegistry;
  readonly engine: Engine;
  /** Sentences logged, with their facts. */
  readonly logged: { readonly level: string; readonly sentence: string; readonly facts: object }[];
  /** Adds the model of this seed to the registry, as a candidate; its id is that of `idOf`. */
  add(seed: number, facts?: { bytes?: Buffer; featureSet?: string }): Promise<ModelId>;
  /** Adds it unless it is there, and makes it the champion. */
  promote(seed: number): Promise<ModelId>;
  /** Adds it as a challenger in the shadow. */
  shadow(seed: number): Promise<ModelId>;
  /** Flips bits of what is kept of a model; again mends it. */
  spoil(id: ModelId): Promise<void>;
}

export const idOf = (seed: number): ModelId => asModelId(`reranker-${seed}`);

/** Live models over a real registry and a real engine. @param after runs what is to be done later. */
export async function openServedModels(
  database: Database,
  after: After = systemTimer,
): Promise<ServedModels> {
  const registry = new TypeOrmModelRegistry(database);
  const engine = await openEngine(['wasm']);
  const logged: ServedModels['logged'] = [];
  const timing = { stopwatch: systemStopwatch, timer: systemTimer };
  const live = new LiveModels({
    registry,
    loader: new RankerLoader({ openEngine: () => Promise.resolve(engine), ...timing }),
    features: SERVED_FEATURES,
    featureSet: SERVED_SET,
    clock: () => asEpochMs(7),
    stopwatch: systemStopwatch,
    after,
    logger: loggerInto(logged),
  });
  const add: ServedModels['add'] = async (seed, { bytes, featureSet } = {}) => {
    const facts = { id: idOf(seed), features: SERVED_FEATURES, createdAt: asEpochMs(seed) };
    const model = aModel({ ...facts, featureSet: featureSet ?? SERVED_SET });
    await registry.add(model, bytes ?? randomRankerBytes(seed));
    return model.id;
  };
  let promotions = 0;
  return {
    live,
    registry,
    engine,
    logged,
    add,
    promote: async (seed) => {
      if ((await registry.find(idOf(seed))) === null) await add(seed);
      const champion = await registry.champion('RERANKER');
      const note = { reason: 'a test', at: asEpochMs((promotions += 1)) };
      if (!(await registry.promote(idOf(seed), champion?.id ?? null, note)))
        throw new Error('Another model was promoted meanwhile.');
      return idOf(seed);
    },
    shadow: async (seed) => {
      const id = await add(seed);
      await registry.judge(id, aVerdict());
      return id;
    },
    spoil: (id) => flipBits(database, `model/${id}`),
  };
}

function loggerInto(logged: ServedModels['logged']): Logger {
  const at = (level: string) => (facts: object, sentence: string) => {
    logged.push({ level, sentence, facts });
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

async function flipBits(database: Database, name: string): Promise<void> {
  await database.write(async (transaction) => {
    const { content } = await transaction.findOneByOrFail(ArtefactPartEntity, { name, part: 0 });
    const bytes = Buffer.from(content, 'base64');
    bytes.forEach((byte, at) => {
      if (at > bytes.length / 2) bytes[at] = byte ^ 1;
    });
    const flipped = { content: bytes.toString('base64') };
    await transaction.update(ArtefactPartEntity, { name, part: 0 }, flipped);
  });
}
