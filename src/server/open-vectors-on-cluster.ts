import { ElasticsearchConnection } from '../adapters/keyword-elasticsearch/elasticsearch-connection';
import {
  conditionOf,
  FILTER_PROPERTIES,
  filterFieldsOf,
} from '../adapters/keyword-elasticsearch/filter-fields';
import type { FilterLanguage } from '../adapters/vectors-elasticsearch/cluster.types';
import { ElasticsearchVectorIndex } from '../adapters/vectors-elasticsearch/elasticsearch-vector-index';
import { VectorFeeder } from '../adapters/vectors-elasticsearch/vector-feeder';
import { VectorIndexes } from '../adapters/vectors-elasticsearch/vector-indexes';
import type { Clock } from '../shared/clock';
import type { Logger } from '../shared/logger';
import type { OpenVectors, VectorSources } from './open-vectors.types';

export interface VectorsOnClusterOptions extends VectorSources {
  readonly url: string;
  /** Begins the names of the indexes. */
  readonly shop: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The filters of keyword search. */
const FILTERS: FilterLanguage = {
  properties: FILTER_PROPERTIES,
  fieldsOf: filterFieldsOf,
  conditionOf,
};

/** Vectors on an Elasticsearch cluster. It may be down: every question then says so. */
export function openVectorsOnCluster(options: VectorsOnClusterOptions): OpenVectors {
  const { url, shop, deadlineMs, store, products, notices, clock, logger } = options;
  const cluster = new ElasticsearchConnection({ url, requestTimeoutMs: deadlineMs });
  const indexes = new VectorIndexes({ cluster, shop, filters: FILTERS, logger });
  const feeder = new VectorFeeder({ store, products, indexes, filters: FILTERS });
  return {
    index: new ElasticsearchVectorIndex({ cluster, indexes, store, filters: FILTERS, clock }),
    feed: async (signal) => {
      const nowServing = await feeder.turn(signal);
      if (nowServing.length > 0) notices.publish({ kind: 'ENCODERS_CHANGED' });
    },
    close: () => cluster.close(),
  };
}
