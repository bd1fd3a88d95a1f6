/** What is used of ONNX Runtime, which is not a dependency: `trove encoder install` fetches it. */
export interface OnnxRuntime {
  readonly InferenceSession: {
    create(file: string, options: SessionOptions): Promise<OnnxSession>;
  };
  readonly Tensor: new (type: 'int64', data: BigInt64Array, shape: readonly number[]) => OnnxTensor;
}

export interface SessionOptions {
  /** Threads that share one operation. */
  readonly intraOpNumThreads: number;
  readonly interOpNumThreads: number;
  /** From 0, everything, to 4, what is fatal. */
  readonly logSeverityLevel: number;
}

export interface OnnxTensor {
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxSession {
  run(inputs: Readonly<Record<string, OnnxTensor>>): Promise<Readonly<Record<string, OnnxTensor>>>;
  release(): Promise<void>;
}
