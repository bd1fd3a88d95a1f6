import fc from 'fast-check';
import {
  packArrays,
  unpackArrays,
  type NamedArrays,
} from '../../../../ml-models/runtime/packed-arrays';
import { refusalOf } from '../../../support/refusal';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const anArray = fc.oneof(
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true })).map((a) => Float32Array.from(a)),
  fc.array(fc.nat({ max: 2 ** 32 - 1 })).map((a) => Uint32Array.from(a)),
  fc.array(finite).map((a) => Float64Array.from(a)),
);
const arrays: fc.Arbitrary<NamedArrays> = fc.dictionary(
  fc.string({ minLength: 1 }).filter((name) => name !== '__proto__' && !/^\d+$/.test(name)),
  anArray,
  { noNullPrototype: true },
);
const facts = fc.dictionary(
  fc.string().filter((name) => name !== '__proto__'),
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null)),
  { noNullPrototype: true },
);

const PACKED = packArrays('test-1', {
  arrays: { weights: Float32Array.from([1, 2, 3]), counts: Float64Array.from([4]) },
  facts: { name: 'größer' },
});

describe('an artefact of named arrays', () => {
  it('reads back what was packed, whatever it was', () => {
    fc.assert(
      fc.property(arrays, facts, (packed, known) => {
        const read = unpackArrays('any-1', packArrays('any-1', { arrays: packed, facts: known }));
        expect(read).toEqual({ arrays: packed, facts: known });
      }),
    );
  });

  it('gives the same bytes for the same content', () => {
    const again = packArrays('test-1', {
      arrays: { weights: Float32Array.from([1, 2, 3]), counts: Float64Array.from([4]) },
      facts: { name: 'größer' },
    });
    expect(again.equals(PACKED)).toBe(true);
  });

  it('can be read from any place in memory', () => {
    const shifted = new Uint8Array(PACKED.length + 3);
    shifted.set(PACKED, 3);
    expect(unpackArrays('test-1', shifted.subarray(3)).arrays['weights']).toEqual(
      Float32Array.from([1, 2, 3]),
    );
  });

  it('is refused when it was cut short, wherever', () => {
    for (let length = 0; length < PACKED.length; length += 1)
      expect(refusalOf(() => unpackArrays('test-1', PACKED.subarray(0, length)))).toMatchObject({
        code: 'MODEL_CORRUPT',
      });
  });

  it('is refused when any byte was changed', () => {
    for (let at = 0; at < PACKED.length; at += 1) {
      const changed = Buffer.from(PACKED);
      changed.writeUInt8(changed.readUInt8(at) ^ 0x10, at);
      const { code } = refusalOf(() => unpackArrays('test-1', changed));
      expect(['MODEL_CORRUPT', 'MODEL_INCOMPATIBLE']).toContain(code);
    }
  });

  it.each([NaN, Infinity, -Infinity])('is refused when it holds %d', (value) => {
    const packed = packArrays('test-1', {
      arrays: { weights: Float32Array.from([1, value]) },
      facts: {},
    });
    const { code, message } = refusalOf(() => unpackArrays('test-1', packed));
    expect(code).toBe('MODEL_CORRUPT');
    expect(message).toContain('its array weights holds a value that is no number');
  });

  it('is refused when another kind is needed, naming both', () => {
    const { code, message } = refusalOf(() => unpackArrays('other-1', PACKED));
    expect(code).toBe('MODEL_INCOMPATIBLE');
    expect(message).toBe('This is a model of the kind test-1; other-1 is needed.');
  });
});
