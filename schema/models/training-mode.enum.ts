import { registerEnumType } from 'type-graphql';
import type { TrainingMode } from '../../src/models/model.types';

export const TrainingModeEnum: { readonly [Name in TrainingMode]: Name } = {
  FINE_TUNE: 'FINE_TUNE',
  FULL: 'FULL',
};

registerEnumType(TrainingModeEnum, {
  name: 'TrainingMode',
  description: 'Where a training begins.',
  valuesConfig: {
    FINE_TUNE: { description: 'From the model that serves.' },
    FULL: { description: 'Anew.' },
  },
});
