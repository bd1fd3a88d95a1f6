/** One thing that must work before requests may come. */
export interface HealthCheck {
  /** Such as `database`. */
  readonly part: string;
  /** Resolves when the part works; rejects when it does not. */
  check(): Promise<unknown>;
}
