/** Keeps the bytes of models where every process of a shop can read them, whole or not at all. Bytes never change under one name. */
export interface ArtefactStore {
  /** Keeping the same bytes again changes nothing. @param name 1 to 200 characters. @throws TroveError INVALID_INPUT when other bytes have this name. */
  put(name: string, bytes: Uint8Array): Promise<void>;

  /** Null when there are none. @throws TroveError MODEL_CORRUPT when they are not those that were put. */
  get(name: string): Promise<Uint8Array | null>;

  /** Dropping what is not there changes nothing. */
  drop(name: string): Promise<void>;
}
