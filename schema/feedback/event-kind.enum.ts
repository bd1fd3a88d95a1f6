import { registerEnumType } from 'type-graphql';
import type { EventKind } from '../../src/feedback/shopper-event.types';

export const EventKindEnum: { readonly [Name in EventKind]: Name } = {
  IMPRESSION: 'IMPRESSION',
  VIEW: 'VIEW',
  CLICK: 'CLICK',
  ADD_TO_CART: 'ADD_TO_CART',
  PURCHASE: 'PURCHASE',
  RATING: 'RATING',
  LIKE: 'LIKE',
  DISLIKE: 'DISLIKE',
};

registerEnumType(EventKindEnum, {
  name: 'EventKind',
  description: 'What a shopper did with a product.',
  valuesConfig: {
    IMPRESSION: { description: 'Saw it in a list. Searches log theirs themselves.' },
    VIEW: { description: 'Opened its page.' },
    CLICK: { description: 'Chose it in a list.' },
    ADD_TO_CART: { description: 'Put it into the cart.' },
    PURCHASE: { description: 'Bought it.' },
    RATING: { description: 'Gave it 1 to 5 stars.' },
    LIKE: { description: 'Said yes to it.' },
    DISLIKE: { description: 'Said no to it.' },
  },
});
