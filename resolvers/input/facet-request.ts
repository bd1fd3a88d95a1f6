import type { AttributeFacetInput } from '../../schema/search/attribute-facet.input';
import type { FacetInput } from '../../schema/search/facet.input';
import type { NumberFacetInput } from '../../schema/search/number-facet.input';
import { DEFAULT_TERMS } from '../../schema/search/terms-facet.input';
import type { FacetCounting, FacetRequest } from '../../src/search/facet.types';
import { numberRange } from './number-range';
import { givenEntries, onlyGiven } from './only-given';

/** @throws TroveError INVALID_INPUT unless exactly one field is given, counted in one way. */
export function facetRequest(input: FacetInput): FacetRequest {
  const { brand, category, tag, availability, locale, price, attribute } = input;
  const fields = { brand, category, tag, availability, locale, price, attribute };
  const [kind, counted] = onlyGiven(fields, 'a facet');
  switch (kind) {
    case 'price':
      return { field: { kind }, counting: numberCounting(counted) };
    case 'attribute':
      return { field: { kind, key: counted.key }, counting: attributeCounting(counted) };
    case 'brand':
    case 'category':
    case 'tag':
    case 'availability':
    case 'locale':
      return { field: { kind }, counting: { kind: 'terms', size: counted.size ?? DEFAULT_TERMS } };
  }
}

function numberCounting({ ranges, interval }: NumberFacetInput): FacetCounting {
  const [kind, value] = onlyGiven({ ranges, interval }, 'a facet over prices');
  return kind === 'ranges'
    ? { kind: 'ranges', ranges: value.map(numberRange) }
    : { kind: 'histogram', interval: value };
}

function attributeCounting({ size, ranges, interval }: AttributeFacetInput): FacetCounting {
  const ways = { size, ranges, interval };
  if (givenEntries(ways).length === 0) return { kind: 'terms', size: DEFAULT_TERMS };
  const [kind, value] = onlyGiven(ways, 'a facet over an attribute');
  if (kind === 'size') return { kind: 'terms', size: value };
  return numberCounting({ [kind]: value });
}
