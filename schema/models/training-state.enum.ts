import { registerEnumType } from 'type-graphql';
import type { TrainingState } from '../../src/models/model.types';

export const TrainingStateEnum: { readonly [Name in TrainingState]: Name } = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  REFUSED: 'REFUSED',
  FAILED: 'FAILED',
};

registerEnumType(TrainingStateEnum, {
  name: 'TrainingState',
  description: 'How far a training has come.',
  valuesConfig: {
    QUEUED: { description: 'It waits for somebody to begin.' },
    RUNNING: { description: 'Somebody works on it.' },
    SUCCEEDED: { description: 'It made a model.' },
    REFUSED: { description: 'The data cannot teach; `problem` says why.' },
    FAILED: { description: 'Something broke; `problem` says what.' },
  },
});
