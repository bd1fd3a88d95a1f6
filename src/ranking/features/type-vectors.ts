import type { TypeEncoder } from '../../search/semantic/type-encoder.port';
import type { CandidateVectors } from './semantic-evidence';
import type { ProductFacts } from './product-facts';

/** Types of products, each worked out once for every encoder, and forgotten with the facts of the product. */
export class TypeVectors {
  private readonly known = new WeakMap<TypeEncoder, WeakMap<ProductFacts, Float32Array>>();

  /** @param types null while nothing that tells types apart serves. */
  of(facts: readonly (ProductFacts | null)[], types: TypeEncoder | null): CandidateVectors {
    if (types === null) return facts.map(() => null);
    const known = this.knownBy(types);
    return facts.map((one) => (one === null ? null : typeOf(one, types, known)));
  }

  private knownBy(types: TypeEncoder): WeakMap<ProductFacts, Float32Array> {
    const known = this.known.get(types) ?? new WeakMap<ProductFacts, Float32Array>();
    this.known.set(types, known);
    return known;
  }
}

function typeOf(
  facts: ProductFacts,
  types: TypeEncoder,
  known: WeakMap<ProductFacts, Float32Array>,
): Float32Array {
  const vector = known.get(facts) ?? types.typeVectorOf(facts.product);
  known.set(facts, vector);
  return vector;
}
