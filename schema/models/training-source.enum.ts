import { registerEnumType } from 'type-graphql';
import type { TrainingData } from '../../src/models/model.types';

export const TrainingSourceEnum: { readonly [Name in TrainingData['source']]: Name } = {
  FEEDBACK: 'FEEDBACK',
  JUDGMENTS: 'JUDGMENTS',
};

registerEnumType(TrainingSourceEnum, {
  name: 'TrainingSource',
  description: 'What a model learnt from.',
  valuesConfig: {
    FEEDBACK: { description: 'What shoppers did with what they were shown.' },
    JUDGMENTS: { description: 'Grades that people gave.' },
  },
});
