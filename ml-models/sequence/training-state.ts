import { createHash } from 'node:crypto';
import { TroveError } from '../../src/shared/errors';
import type { Lessons } from '../../src/recommendation/learning/recommender-workshop.port';
import type { NextItemCase } from '../../src/recommendation/learning/interaction-log.types';
import { packArrays, unpackArrays, type PackedModel } from '../runtime/packed-arrays';
import type { AdamState } from './averaged-adam';
import type { NextItemQuality } from './next-item-quality';
import type { SequenceNetwork } from './network-shape';
import type { LearnerState } from './sequence-learner';
import { shapeIn } from './sequence-artefact';

/** The best network so far, and what is known of it. */
export interface KeptNetwork {
  readonly network: SequenceNetwork;
  readonly epoch: number;
  /** Null without validation cases. */
  readonly quality: NextItemQuality | null;
}

/** A training between two passes. */
export interface TrainingState {
  readonly epoch: number;
  readonly learner: LearnerState;
  readonly kept: KeptNetwork;
  /** Of the last pass. */
  readonly loss: number;
  /** Spent so far, in milliseconds. */
  readonly tookMs: number;
}

const KIND = 'sequence-training-1';
const ADAM_PARTS = ['values', 'mean', 'square', 'average', 'seen'] as const;

/** @param print of what is being learnt, so that another training does not go on from this one. */
export function stateToBytes(print: string, state: TrainingState): Buffer {
  const { learner, kept, epoch, loss, tookMs } = state;
  const { table, rest, shape } = kept.network;
  return packArrays(KIND, {
    arrays: {
      ...named('table', learner.table),
      ...named('rest', learner.rest),
      ...{ keptTable: table, keptRest: rest },
    },
    facts: {
      ...{ print, epoch, loss, tookMs, steps: learner.steps },
      ...{ keptEpoch: kept.epoch, quality: kept.quality, shape },
    },
  });
}

/** Null for what is not the state of this training: it is begun anew then. */
export function stateFromBytes(print: string, bytes: Uint8Array): TrainingState | null {
  const packed = readable(bytes);
  if (packed?.facts.print !== print) return null;
  const { arrays, facts } = packed;
  const shape = shapeIn(facts.shape as Record<string, unknown>);
  return {
    epoch: Number(facts.epoch),
    loss: Number(facts.loss),
    tookMs: Number(facts.tookMs),
    learner: {
      steps: Number(facts.steps),
      table: adamIn(arrays, 'table'),
      rest: adamIn(arrays, 'rest'),
    },
    kept: {
      epoch: Number(facts.keptEpoch),
      quality: facts.quality as NextItemQuality | null,
      network: {
        shape,
        table: arrays.keptTable as Float32Array,
        rest: arrays.keptRest as Float32Array,
      },
    },
  };
}

/** Of everything that decides what comes of a training. */
export function fingerprint(
  lessons: Pick<Lessons, 'log'>,
  order: {
    readonly options: object;
    readonly seed: number;
    readonly validation: readonly NextItemCase[] | null;
    readonly previous: Uint8Array | null;
  },
  engine: string,
): string {
  const hash = createHash('sha256');
  const { log } = lessons;
  const { options, seed, validation, previous } = order;
  hash.update(JSON.stringify({ engine, options, seed, items: log.itemCount }));
  for (const numbers of [log.offsets, log.items, log.weights, previous])
    if (numbers !== null) hash.update(asBytes(numbers));
  for (const { history, target } of validation ?? [])
    hash.update(asBytes(Uint32Array.of(history.length, target, ...history.slice(-1))));
  return hash.digest('hex');
}

function asBytes(numbers: ArrayBufferView): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function readable(bytes: Uint8Array): PackedModel | null {
  try {
    return unpackArrays(KIND, bytes);
  } catch (error) {
    if (error instanceof TroveError) return null;
    throw error;
  }
}

function named(prefix: string, state: AdamState): PackedModel['arrays'] {
  return Object.fromEntries(ADAM_PARTS.map((part) => [`${prefix}.${part}`, state[part]]));
}

function adamIn(arrays: PackedModel['arrays'], prefix: string): AdamState {
  const parts = ADAM_PARTS.map((part) => [part, arrays[`${prefix}.${part}`]]);
  return Object.fromEntries(parts) as AdamState;
}
