import type { CatalogueEncoderParts } from './catalogue-encoder';
import type { SpaceSizes } from './encoder-manifest';
import type { LatentSpaceParts } from './latent-space';

const BYTES_PER_NUMBER = 4;

/** Of both spaces: rarities, directions (32-bit floats, little-endian), then the features as JSON lists. */
export function bytesOf({ text, types }: Pick<CatalogueEncoderParts, 'text' | 'types'>): Buffer {
  return Buffer.concat([
    ...[text, types].flatMap(({ idf, directions }) => [floatBytes(idf), floatBytes(directions)]),
    ...[text, types].map(featureBytes),
  ]);
}

export function sizesOf(space: LatentSpaceParts): SpaceSizes {
  return {
    features: space.features.length,
    featureBytes: featureBytes(space).length,
    dimensions: space.dimensions,
  };
}

/** Takes apart what `bytesOf` put together. @throws Error when sizes and bytes do not fit each other, or a number is none. */
export function partsOf(
  bytes: Buffer,
  text: SpaceSizes,
  types: SpaceSizes,
): Pick<CatalogueEncoderParts, 'text' | 'types'> {
  const reader = new ByteReader(bytes);
  const [textNumbers, typeNumbers] = [text, types].map((sizes) => ({
    idf: reader.floats(sizes.features),
    directions: reader.floats(sizes.features * sizes.dimensions),
  })) as [SpaceNumbers, SpaceNumbers];
  const parts = {
    text: { ...textNumbers, dimensions: text.dimensions, features: reader.features(text) },
    types: { ...typeNumbers, dimensions: types.dimensions, features: reader.features(types) },
  };
  reader.expectEnd();
  return parts;
}

type SpaceNumbers = Pick<LatentSpaceParts, 'idf' | 'directions'>;

class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  floats(length: number): Float32Array {
    const bytes = this.take(length * BYTES_PER_NUMBER);
    // Copied at once: number by number takes as long as everything else together. Every machine that Node runs on but one is little-endian.
    const numbers = new Float32Array(Uint8Array.from(bytes).buffer);
    if (!numbers.every(Number.isFinite)) throw new Error('it holds a value that is not a number');
    return numbers;
  }

  features(sizes: SpaceSizes): readonly string[] {
    const list: unknown = JSON.parse(this.take(sizes.featureBytes).toString('utf8'));
    if (Array.isArray(list) && list.length === sizes.features) return list as readonly string[];
    throw new Error('its features are not as many as its manifest says');
  }

  expectEnd(): void {
    if (this.at !== this.bytes.length) throw new Error('it is longer than its manifest says');
  }

  private take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.bytes.length) throw new Error('it is shorter than its manifest says');
    const piece = this.bytes.subarray(this.at, end);
    this.at = end;
    return piece;
  }
}

function floatBytes(numbers: Float32Array): Buffer {
  const bytes = Buffer.alloc(numbers.length * BYTES_PER_NUMBER);
  numbers.forEach((number, index) => bytes.writeFloatLE(number, index * BYTES_PER_NUMBER));
  return bytes;
}

function featureBytes({ features }: LatentSpaceParts): Buffer {
  return Buffer.from(JSON.stringify(features), 'utf8');
}
