import type { Tensor, Tensor2D } from '../runtime/engine.types';

/**
 * What came out of a step of the network, and the way back through it. Derivatives are worked out by hand: the engines' own would need kernels that
 * wasm lacks, and keep more.
 */
export interface Passed<Part extends string> {
  readonly output: Tensor2D;
  /** @param pull how the loss changes with each number of the output. */
  readonly back: (pull: Tensor2D) => {
    /** How it changes with each number that went in. */
    readonly pull: Tensor2D;
    /** And with each number of the parts. */
    readonly gradient: Readonly<Record<Part, Tensor2D>>;
  };
}

/** Where tensors of a shape are dropped at random in training: factors to multiply by; null when nothing is dropped. */
export type Dropper = (shape: readonly number[]) => Tensor | null;

export const DROP_NOTHING: Dropper = () => null;
