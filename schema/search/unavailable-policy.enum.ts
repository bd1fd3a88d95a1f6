import { registerEnumType } from 'type-graphql';
import type { UnavailablePolicy } from '../../src/search/keyword-engine.port';

export const UnavailablePolicyEnum: { readonly [Name in UnavailablePolicy]: Name } = {
  SHOW: 'SHOW',
  HIDE: 'HIDE',
  LAST: 'LAST',
};

registerEnumType(UnavailablePolicyEnum, {
  name: 'UnavailablePolicy',
  description: 'What becomes of products that are `OUT_OF_STOCK` or `DISCONTINUED`.',
  valuesConfig: {
    SHOW: { description: 'They stand among the others.' },
    HIDE: { description: 'They are left out, of totals and facets too.' },
    LAST: { description: 'They come after all others.' },
  },
});
