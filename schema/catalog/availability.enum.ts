import { registerEnumType } from 'type-graphql';
import type { Availability } from '../../src/catalog/product.types';

export const AvailabilityEnum: { readonly [Name in Availability]: Name } = {
  IN_STOCK: 'IN_STOCK',
  OUT_OF_STOCK: 'OUT_OF_STOCK',
  PREORDER: 'PREORDER',
  DISCONTINUED: 'DISCONTINUED',
};

registerEnumType(AvailabilityEnum, {
  name: 'Availability',
  description: 'Whether a product can be bought now.',
  valuesConfig: {
    IN_STOCK: { description: 'Can be bought now.' },
    OUT_OF_STOCK: { description: 'Cannot be bought at the moment.' },
    PREORDER: { description: 'Can be ordered before it is on the market.' },
    DISCONTINUED: { description: 'Will not come back.' },
  },
});
