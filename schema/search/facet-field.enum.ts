import { registerEnumType } from 'type-graphql';
import type { FacetField } from '../../src/search/facet.types';

export type FacetFieldKind = FacetField['kind'];

export const FacetFieldEnum: { readonly [Kind in FacetFieldKind as Uppercase<Kind>]: Kind } = {
  BRAND: 'brand',
  CATEGORY: 'category',
  TAG: 'tag',
  AVAILABILITY: 'availability',
  LOCALE: 'locale',
  PRICE: 'price',
  ATTRIBUTE: 'attribute',
};

registerEnumType(FacetFieldEnum, {
  name: 'FacetField',
  description: 'What a facet counts over.',
  valuesConfig: {
    BRAND: { description: 'Makers.' },
    CATEGORY: { description: 'Departments on every level; a product counts in all above its own.' },
    TAG: { description: 'Free words of the shop.' },
    AVAILABILITY: { description: 'Whether products can be bought now.' },
    LOCALE: { description: 'Languages.' },
    PRICE: { description: 'Prices, in major units.' },
    ATTRIBUTE: { description: 'The attribute that `label` names.' },
  },
});
