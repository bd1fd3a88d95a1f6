import { registerEnumType } from 'type-graphql';

export type TotalAccuracy = 'EXACT' | 'ESTIMATED';

export const TotalAccuracyEnum: { readonly [Name in TotalAccuracy]: Name } = {
  EXACT: 'EXACT',
  ESTIMATED: 'ESTIMATED',
};

registerEnumType(TotalAccuracyEnum, {
  name: 'TotalAccuracy',
  description: 'How a total came about.',
  valuesConfig: {
    EXACT: { description: 'Counted.' },
    ESTIMATED: { description: 'Estimated: show it as "about".' },
  },
});
