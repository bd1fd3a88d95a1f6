/** Keeps single facts about the whole catalogue, such as whether it is the demo's. */
export interface SettingsStore {
  /** Null when never set. */
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
}
