import { processEngine } from '../../ml-models/runtime/open-engine';
import { residentRows } from '../../ml-models/runtime/resident-rows';
import { MemoryVectorIndex } from '../adapters/vectors-memory/memory-vector-index';
import type { Config } from '../config/config';
import type * as OnCluster from './open-vectors-on-cluster';
import type { OpenVectors, VectorSources } from './open-vectors.types';
import type { Surroundings } from './surroundings';

/** In memory, unless the configuration says otherwise. */
export function openVectors(
  { services }: Config,
  sources: VectorSources,
  { clock, logger }: Surroundings,
): OpenVectors {
  const { elasticsearchUrl: url, vectors } = services;
  if (vectors === 'ELASTICSEARCH' && url !== null) {
    // Loaded only when configured: the embedded default starts without it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { openVectorsOnCluster } = require('./open-vectors-on-cluster') as typeof OnCluster;
    const { searchIndexName: shop, searchDeadlineMs: deadlineMs } = services;
    return openVectorsOnCluster({ ...sources, url, shop, deadlineMs, clock, logger });
  }
  const openMultiplier = async () => residentRows(await processEngine());
  const { store, engine } = sources;
  const index = new MemoryVectorIndex({ store, engine, clock, openMultiplier });
  return {
    index,
    feed: null,
    close: () => {
      index.close();
      return Promise.resolve();
    },
  };
}
