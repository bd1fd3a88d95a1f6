import type { ClientKey } from './client-key';

/** How a client stands after a request. */
export interface Allowance {
  /** False when this request is one too many. */
  readonly isAllowed: boolean;
  /** Requests that the client may still send in its window; 0 or more. */
  readonly remaining: number;
  /** Until the window ends and all requests are allowed again, in milliseconds; 0 or more. */
  readonly resetMs: number;
}

/** So many requests per window; a client's window begins with its first request. */
export interface RateLimitRule {
  /** At least 1. */
  readonly requests: number;
  /** Whole seconds, at least 1. */
  readonly windowSeconds: number;
}

/**
 * Counts the requests of each client. Never fails: a limiter that shares its counts with other processes counts alone while it
 * cannot reach them, within half a second at first and at once from then on.
 */
export interface RateLimiter {
  /** Counts one request. What was refused counts too, but does not prolong the window. */
  count(client: ClientKey): Promise<Allowance>;
  close(): Promise<void>;
}
