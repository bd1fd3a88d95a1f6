import { registerEnumType } from 'type-graphql';
import type { ModelState } from '../../src/models/model.types';

export const ModelStateEnum: { readonly [Name in ModelState]: Name } = {
  CANDIDATE: 'CANDIDATE',
  REFUSED: 'REFUSED',
  SHADOW: 'SHADOW',
  CHAMPION: 'CHAMPION',
  RETIRED: 'RETIRED',
};

registerEnumType(ModelStateEnum, {
  name: 'ModelState',
  description: 'Where a model stands in its life.',
  valuesConfig: {
    CANDIDATE: { description: 'Trained, and not judged yet.' },
    REFUSED: {
      description: 'Judged, and not good enough; or it failed in the shadow. Its verdict says why.',
    },
    SHADOW: {
      description:
        'Better on what was held out; it scores live searches now, and nobody sees what it says.',
    },
    CHAMPION: { description: 'It serves. One per kind.' },
    RETIRED: { description: 'It has served.' },
  },
});
