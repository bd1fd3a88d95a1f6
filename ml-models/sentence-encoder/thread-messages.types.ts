/** All that the thread of an encoder needs to begin. */
export interface ThreadStart {
  /** The network, as an ONNX file. */
  readonly network: string;
  /** SHA-256 that the file must have, in hexadecimal. */
  readonly networkSha256: string;
  /** One piece of a word per line. */
  readonly vocabulary: string;
  /** The module of ONNX Runtime. */
  readonly runtime: string;
  readonly mostTokens: number;
  readonly dimensions: number;
  /** Threads that share one operation. */
  readonly threads: number;
}

/** Texts to encode together. */
export interface ThreadQuestion {
  readonly texts: readonly string[];
}

export type ThreadAnswer =
  | { readonly kind: 'ready' }
  /** The file of the network is another one than was installed. */
  | { readonly kind: 'corrupt'; readonly what: string }
  /** One vector per text, one after the other. */
  | { readonly kind: 'vectors'; readonly vectors: Float32Array }
  | { readonly kind: 'failed'; readonly message: string };
