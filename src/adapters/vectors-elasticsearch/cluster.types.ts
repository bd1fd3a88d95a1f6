import type { Client, estypes } from '@elastic/elasticsearch';
import type { Product } from '../../catalog/product.types';
import type { Filter } from '../../search/filter.types';
import type { UnavailablePolicy } from '../../search/keyword-engine.port';
import type { Deadline } from '../../shared/deadline';

/** How long one question to the cluster may take. */
interface Patience {
  /** In milliseconds. */
  readonly usualMs?: number;
  readonly deadline?: Deadline | undefined;
}

/** The way to a cluster; every failure to get an answer is a `TroveError`. */
export interface Cluster {
  ask<T>(
    question: (
      client: Client,
      options: {
        readonly signal: AbortSignal;
        readonly openTelemetry: { readonly enabled: boolean };
      },
    ) => Promise<T>,
    patience?: Patience,
  ): Promise<T>;

  /** Posts JSON to a path. @throws TroveError SEARCH_UNAVAILABLE, DEADLINE_EXCEEDED */
  search(path: string, json: string, patience?: Patience): Promise<unknown>;
}

/** The shop's filters in the language of Elasticsearch, as keyword search speaks it: both searches of one request agree on who passes. */
export interface FilterLanguage {
  /** What a document must hold for filters to see the product. */
  readonly properties: Readonly<Record<string, estypes.MappingProperty>>;
  readonly fieldsOf: (product: Product) => Readonly<Record<string, unknown>>;
  /** Null where every product passes. */
  readonly conditionOf: (
    filter: Filter | null,
    unavailable: UnavailablePolicy,
  ) => estypes.QueryDslQueryContainer | null;
}
