import type { Availability } from '../catalog/product.types';
import type { EpochMs } from '../shared/clock';
import type { Sku } from '../shared/ids';

/** What recommendations must know of every product at once. */
export interface BoardProduct {
  readonly sku: Sku;
  readonly brand: string | null;
  /** The names of its root departments, each once. */
  readonly departments: readonly string[];
  readonly price: number | null;
  readonly currency: string | null;
  readonly availability: Availability;
  readonly locale: string;
  readonly publishedAt: EpochMs | null;
}

/** What becomes of the whole catalogue is at hand here, without a question; it follows the catalogue and the counters within about a second. */
export interface CatalogueBoard {
  /** Products known; 0 until it has read them for the first time. */
  readonly size: number;

  /** Null for what the catalogue does not have. */
  product(sku: Sku): BoardProduct | null;

  /** Most popular first, of a root department or of all; only what can be bought. At most a few thousand are kept. */
  popular(department: string | null): readonly Sku[];

  /** Those whose popularity of the last days is largest compared with what it was; only what can be bought. */
  trending(department: string | null): readonly Sku[];

  /** Latest on the market first; only what can be bought. */
  newest(department: string | null): readonly Sku[];
}
