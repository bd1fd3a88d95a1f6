import { COLOURS } from './colours';
import { mixColours } from './picture/mix-colours';
import type { Paint } from './picture/pencil';
import { SHAPES } from './picture/shapes';
import { colourOf, shelfOf } from './product-code';

/**
 * Draws the picture of a demo product as SVG, from its SKU alone: the shape of its kind in its colour, on the background of its
 * department.
 *
 * @returns null when the SKU is not one of the demo's.
 */
export function demoImage(sku: string): string | null {
  const shelf = shelfOf(sku);
  if (shelf === null) return null;
  const { department, kind } = shelf;
  const { light, deep, main } = department.palette;
  const colour = colourOf(sku, shelf);
  const drawing = SHAPES[kind.shape](paintOf(colour === null ? main : COLOURS[colour], main));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200" width="400" height="400" role="img" aria-label="${kind.name}">` +
    `<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}"/>` +
    `<stop offset="1" stop-color="${deep}"/></linearGradient></defs>` +
    `<rect width="200" height="200" fill="url(#g)"/>` +
    `<ellipse cx="100" cy="170" rx="66" ry="8" fill="#000000" opacity="0.12"/>${drawing}</svg>\n`
  );
}

function paintOf(colour: string, accent: string): Paint {
  return {
    main: colour,
    dark: mixColours(colour, '#101218', 0.28),
    light: mixColours(colour, '#ffffff', 0.35),
    accent: colour === accent ? mixColours(accent, '#ffffff', 0.55) : accent,
  };
}
