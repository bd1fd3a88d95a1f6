/** The colours with which one product is drawn, as `#rrggbb`. */
export interface Paint {
  /** The product's own. */
  readonly main: string;
  readonly dark: string;
  readonly light: string;
  /** For small parts that must stand out from the product. */
  readonly accent: string;
}

/** Draws one kind of product on a square of 200 by 200; the ground is at 168. */
export type Shape = (paint: Paint) => string;

/** A rectangle: x, y, width, height, radius of the corners. */
export function box(
  [x, y, width, height, radius = 0]: readonly [number, number, number, number, number?],
  fill: string,
): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}

/** A circle: centre x, centre y, radius. */
export function disc([x, y, radius]: readonly [number, number, number], fill: string): string {
  return `<circle cx="${x}" cy="${y}" r="${radius}" fill="${fill}"/>`;
}

/** An ellipse: centre x, centre y, radius across, radius down. */
export function oval(
  [x, y, across, down]: readonly [number, number, number, number],
  fill: string,
): string {
  return `<ellipse cx="${x}" cy="${y}" rx="${across}" ry="${down}" fill="${fill}"/>`;
}

/** A closed outline, as SVG path data. */
export function area(path: string, fill: string): string {
  return `<path d="${path}" fill="${fill}"/>`;
}

/** A stroke with round ends, as SVG path data. */
export function line(path: string, colour: string, width: number): string {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}

/** The same mark at several places. */
export function repeat(count: number, mark: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => mark(index)).join('');
}
