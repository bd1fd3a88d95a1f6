import { registerEnumType } from 'type-graphql';
import type { Promotion } from '../../src/models/model.types';

export const PromotionActionEnum: { readonly [Name in Promotion['action']]: Name } = {
  PROMOTED: 'PROMOTED',
  ROLLED_BACK: 'ROLLED_BACK',
};

registerEnumType(PromotionActionEnum, {
  name: 'PromotionAction',
  description: 'How another model came to serve.',
  valuesConfig: {
    PROMOTED: { description: 'It was promoted.' },
    ROLLED_BACK: { description: 'The one after it was taken away.' },
  },
});
