import type { Sku } from '../shared/ids';

/** Tells which products the catalogue has, without reading them. */
export interface KnownProducts {
  /** Those of the SKUs that are stored, in one question however many they are. */
  knownAmong(skus: readonly Sku[]): Promise<ReadonlySet<Sku>>;
}
