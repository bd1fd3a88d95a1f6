import { hashText } from '../shared/hash-text';
import { ALL_SHELVES, type Shelf } from './departments/all-departments';
import type { ColourName } from './colours';

/**
 * The SKU of the n-th product of a kind, such as `AUD-OEH-0007`. It says enough to draw the product's picture: department,
 * kind and, through `colourOf`, the colour.
 */
export function skuOf({ department, kind }: Shelf, n: number): string {
  return `${department.code}-${kind.code}-${String(n).padStart(4, '0')}`;
}

const SHELF_BY_CODE: ReadonlyMap<string, Shelf> = new Map(
  ALL_SHELVES.map((shelf) => [`${shelf.department.code}-${shelf.kind.code}`, shelf]),
);

/** The shelf on which a demo product lies; null when the SKU is not a demo's. */
export function shelfOf(sku: string): Shelf | null {
  const code = /^([A-Z]{3}-[A-Z]{3})-\d{4}$/.exec(sku)?.[1];
  return (code !== undefined && SHELF_BY_CODE.get(code)) || null;
}

/** The colour of a product: drawn from its SKU alone, so that attribute and picture agree. Null when its kind has none. */
export function colourOf(sku: string, { department, kind }: Shelf): ColourName | null {
  const colours = kind.colours ?? department.colours.names;
  // FNV's low bits mix poorly for texts that differ in their last digit only.
  return colours[(hashText(sku) >>> 8) % colours.length] ?? null;
}

const LETTERS = 'BCDFGHKLMNPRSTVXZ';

/** The two letters with which all model numbers of a brand begin. */
export function modelPrefix(brand: string): string {
  const hash = hashText(brand) >>> 8;
  const letter = (number: number) => LETTERS.charAt(number % LETTERS.length);
  return letter(hash) + letter(Math.floor(hash / LETTERS.length));
}
