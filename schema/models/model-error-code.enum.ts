import { registerEnumType } from 'type-graphql';
import type { ErrorCode } from '../../src/shared/errors';

/** Why an operator does not get what was asked for. */
export type ModelErrorCode = Extract<
  ErrorCode,
  | 'INVALID_INPUT'
  | 'TEXT_TOO_LONG'
  | 'UNKNOWN_MODEL'
  | 'MODEL_REFUSED'
  | 'MODEL_CORRUPT'
  | 'MODEL_INCOMPATIBLE'
  | 'NO_EARLIER_MODEL'
>;

export const ModelErrorCodeEnum: { readonly [Name in ModelErrorCode]: Name } = {
  INVALID_INPUT: 'INVALID_INPUT',
  TEXT_TOO_LONG: 'TEXT_TOO_LONG',
  UNKNOWN_MODEL: 'UNKNOWN_MODEL',
  MODEL_REFUSED: 'MODEL_REFUSED',
  MODEL_CORRUPT: 'MODEL_CORRUPT',
  MODEL_INCOMPATIBLE: 'MODEL_INCOMPATIBLE',
  NO_EARLIER_MODEL: 'NO_EARLIER_MODEL',
};

registerEnumType(ModelErrorCodeEnum, {
  name: 'ModelErrorCode',
  description: 'Why nothing was done. A code never changes its meaning.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A value is missing, malformed or out of range.' },
    TEXT_TOO_LONG: { description: 'The reason is longer than can be kept.' },
    UNKNOWN_MODEL: { description: 'Names a model that is not there.' },
    MODEL_REFUSED: {
      description:
        'The judgement of the model, or its state, keeps it from serving; or another one was promoted at the same moment.',
    },
    MODEL_CORRUPT: { description: 'The model was damaged; it cannot serve.' },
    MODEL_INCOMPATIBLE: {
      description: 'The model was made for other features than this version of Trove works out.',
    },
    NO_EARLIER_MODEL: { description: 'Keyword order serves: there is nothing to go back to.' },
  },
});
