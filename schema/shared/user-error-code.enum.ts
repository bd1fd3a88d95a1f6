import { registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../src/shared/errors';

/** The failures of a single row that its sender can mend. */
export type UserErrorCode = Extract<
  ErrorCode,
  'INVALID_INPUT' | 'TEXT_TOO_LONG' | 'TOO_MANY_ITEMS' | 'UNKNOWN_PRODUCT' | 'UNKNOWN_ATTRIBUTE'
>;

export const UserErrorCodeEnum: { readonly [Name in UserErrorCode]: Name } = {
  INVALID_INPUT: 'INVALID_INPUT',
  TEXT_TOO_LONG: 'TEXT_TOO_LONG',
  TOO_MANY_ITEMS: 'TOO_MANY_ITEMS',
  UNKNOWN_PRODUCT: 'UNKNOWN_PRODUCT',
  UNKNOWN_ATTRIBUTE: 'UNKNOWN_ATTRIBUTE',
};

registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'Why a row was refused. A code never changes its meaning.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A value is missing, malformed or out of range.' },
    TEXT_TOO_LONG: { description: 'A text is longer than its field allows.' },
    TOO_MANY_ITEMS: { description: 'A list holds more entries than its field allows.' },
    UNKNOWN_PRODUCT: { description: 'Names a product that the catalogue does not have.' },
    UNKNOWN_ATTRIBUTE: { description: 'Names an attribute that no product has.' },
  },
});
