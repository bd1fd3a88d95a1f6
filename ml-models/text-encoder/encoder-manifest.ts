import { z } from 'zod';
import { TroveError } from '../../src/shared/errors';

/** Raised when artefacts are laid out in another way. */
export const FORMAT = 2;

/**
 * Raised whenever the same numbers would encode anything differently: field weights, the weight of counts, features of types, analysis of
 * text. It is part of the encoder's id, so that vectors of two recipes are never compared.
 */
export const RECIPE = 1;

const count = z.int().min(0);
const space = z.strictObject({ features: count, featureBytes: count, dimensions: z.int().min(1) });

const manifest = z.strictObject({
  kind: z.literal('trove-catalogue-encoder'),
  format: z.literal(FORMAT),
  recipe: z.literal(RECIPE),
  id: z.string().regex(/^catalogue-[0-9a-f]{16}$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: count,
  products: z.int().min(1),
  unknownShare: z.number().min(0).max(1),
  seed: z.number(),
  trainedAt: z.number(),
  text: space,
  types: space,
});

/** Sizes and origin of the numbers that follow it. */
export type EncoderManifest = z.infer<typeof manifest>;
export type SpaceSizes = z.infer<typeof space>;

const version = z.looseObject({ format: z.number(), recipe: z.number() });

/**
 * @param id named in messages.
 * @throws TroveError MODEL_INCOMPATIBLE when it is of another version of Trove, MODEL_CORRUPT when it is not a manifest.
 */
export function parseManifest(text: string, id: string): EncoderManifest {
  const json = jsonOf(text);
  const made = version.safeParse(json).data;
  if (made && (made.format !== FORMAT || made.recipe !== RECIPE))
    throw new TroveError(
      'MODEL_INCOMPATIBLE',
      `The text encoder ${id} is of format ${made.format}, recipe ${made.recipe}; this version of Trove reads format ` +
        `${FORMAT}, recipe ${RECIPE}. The next turn of embed-products learns a new one.`,
      { encoder: id },
    );
  const parsed = manifest.safeParse(json);
  if (!parsed.success) throw corrupt(id, 'what it begins with is not a manifest');
  return parsed.data;
}

/** The failure for bytes that are not what was once written. */
export function corrupt(id: string, what: string, cause?: unknown): TroveError {
  return new TroveError(
    'MODEL_CORRUPT',
    `The text encoder ${id} is damaged: ${what}. The next turn of embed-products learns a new one.`,
    { encoder: id },
    { cause },
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
