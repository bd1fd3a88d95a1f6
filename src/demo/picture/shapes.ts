import { ELECTRONICS_SHAPES } from './electronics-shapes';
import { HOME_SHAPES } from './home-shapes';
import type { Shape } from './pencil';
import { PLAY_SHAPES } from './play-shapes';
import { WEAR_SHAPES } from './wear-shapes';

const ALL_SHAPES = { ...ELECTRONICS_SHAPES, ...HOME_SHAPES, ...WEAR_SHAPES, ...PLAY_SHAPES };

/** What can be drawn. */
export type ShapeName = keyof typeof ALL_SHAPES;

export const SHAPES: Readonly<Record<ShapeName, Shape>> = ALL_SHAPES;
