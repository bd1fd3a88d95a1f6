import { registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../src/shared/errors';

/** What whoever speaks for a shopper can mend. */
export type ShopperErrorCode = Extract<
  ErrorCode,
  'INVALID_INPUT' | 'TEXT_TOO_LONG' | 'TOO_MANY_ITEMS' | 'UNKNOWN_PRODUCT'
>;

export const ShopperErrorCodeEnum: { readonly [Name in ShopperErrorCode]: Name } = {
  INVALID_INPUT: 'INVALID_INPUT',
  TEXT_TOO_LONG: 'TEXT_TOO_LONG',
  TOO_MANY_ITEMS: 'TOO_MANY_ITEMS',
  UNKNOWN_PRODUCT: 'UNKNOWN_PRODUCT',
};

registerEnumType(ShopperErrorCodeEnum, {
  name: 'ShopperErrorCode',
  description: 'Why something was not taken. A code never changes its meaning.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A value is missing, malformed or out of range.' },
    TEXT_TOO_LONG: { description: 'A text is longer than its field allows.' },
    TOO_MANY_ITEMS: {
      description: 'More than a thousand things would not be wanted: none of the new ones is kept.',
    },
    UNKNOWN_PRODUCT: { description: 'Names a product that the catalogue does not have.' },
  },
});
