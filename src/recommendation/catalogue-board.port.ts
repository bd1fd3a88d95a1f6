import type { Availability, CategoryPath } from '../catalog/product.types';
import type { EpochMs } from '../shared/clock';
import type { Sku } from '../shared/ids';

/** What recommendations must know of every product at once. */
export interface BoardProduct {
  readonly sku: Sku;
  readonly brand: string | null;
  readonly categories: readonly CategoryPath[];
  /** The names of its root departments, each once. */
  readonly departments: readonly string[];
  /** Only those that a rule of the shop names. */
  readonly tags: readonly string[];
  readonly price: number | null;
  readonly currency: string | null;
  readonly availability: Availability;
  readonly locale: string;
  readonly publishedAt: EpochMs | null;
}

/** The whole catalogue at hand, without a question. It follows products and counters within about a second; its lists too, or in some seconds where a hundred thousand products are sold. */
export interface CatalogueBoard {
  /** Products known; 0 until it has read them for the first time. */
  readonly size: number;

  /** Whether the whole catalogue has been read: until then, what is not known here may be there all the same. */
  readonly isComplete: boolean;

  /** Rises with every change of the lists below. */
  readonly revision: number;

  /** Null for what the catalogue does not have. */
  product(sku: Sku): BoardProduct | null;

  /** Most popular first, of a root department or of all; only what can be bought and somebody touched. At most a few thousand are kept. */
  popular(department: string | null): readonly Sku[];

  /** Those whose popularity of the last days is largest compared with what it was; only what can be bought. */
  trending(department: string | null): readonly Sku[];

  /** Latest first, by the day of publication or else by when they were first seen here; only what can be bought. */
  newest(department: string | null): readonly Sku[];

  /** What came within these milliseconds and hardly anybody has touched yet, latest first; only what can be bought. */
  newcomers(ageMs: number, now: EpochMs): readonly Sku[];
}
