import type { HealthCheck } from './health-check';

export type PartState = 'ok' | 'failing' | 'stopping';

/** Whether requests should come here. */
export interface Readiness {
  /** `degraded`: come, but a part fails; `unavailable`: go elsewhere. */
  readonly status: 'ok' | 'degraded' | 'unavailable';
  readonly parts: Readonly<Record<string, PartState>>;
  /** What stands in for parts that fail; absent when nothing does. */
  readonly spares?: Readonly<Record<string, string>>;
}

/**
 * All gateways see the same servers. If each called itself unavailable because one of them is down, a balancer would take all
 * of them away, and with them what still works.
 */
export function readinessOf(
  checks: readonly HealthCheck[],
  failing: ReadonlySet<HealthCheck>,
  isDraining: boolean,
): Readiness {
  const state = (check: HealthCheck): PartState => (failing.has(check) ? 'failing' : 'ok');
  const spares = [...failing].flatMap(({ part, spare }) => (spare === null ? [] : [[part, spare]]));
  return {
    status: isDraining ? 'unavailable' : statusOf(checks, failing),
    parts: {
      ...Object.fromEntries(checks.map((check) => [check.part, state(check)])),
      server: isDraining ? 'stopping' : 'ok',
    },
    ...(spares.length > 0 && { spares: Object.fromEntries(spares) as Record<string, string> }),
  };
}

function statusOf(
  checks: readonly HealthCheck[],
  failing: ReadonlySet<HealthCheck>,
): Readiness['status'] {
  if (failing.size === 0) return 'ok';
  const lost = [...failing].filter(({ spare }) => spare === null);
  if (lost.some(({ loss }) => loss === 'everything')) return 'unavailable';
  const sharing = checks.filter(({ loss }) => loss === 'its share');
  const nothingLeft = sharing.length > 0 && sharing.every((check) => lost.includes(check));
  return nothingLeft ? 'unavailable' : 'degraded';
}
