import type * as tensorflow from '@tensorflow/tfjs-core';

/** What computes: the best first. `tfjs-node` is libtensorflow; `wasm` and `cpu` come with every install. */
export type EngineName = 'tfjs-node-gpu' | 'tfjs-node' | 'wasm' | 'cpu';

/** The functions of TensorFlow.js, whichever engine is behind them. */
export type TensorFlow = typeof tensorflow;

export type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** An engine that was not taken, and why. */
export interface SkippedEngine {
  readonly name: EngineName;
  /** One plain sentence, with the remedy where there is one. */
  readonly reason: string;
}

/** Which engine this process computes with: for people, health and metrics. */
export interface EngineReport {
  readonly name: EngineName;
  /** Of TensorFlow.js. */
  readonly version: string;
  /** What the engine itself says it runs on: a package named after the GPU also runs without one. */
  readonly device: 'cpu' | 'gpu';
  /** Threads that share one operation; null when the engine decides on its own. */
  readonly threads: number | null;
  /** Whether one instruction handles several numbers; null when the engine decides on its own. */
  readonly simd: boolean | null;
  /** Better engines that were not taken, best first. */
  readonly skipped: readonly SkippedEngine[];
}

/** An engine that is ready to compute. */
export interface Engine {
  readonly tf: TensorFlow;
  readonly report: EngineReport;
}
