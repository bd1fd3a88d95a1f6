/** A real service that some tests need. */
export type ServiceName =
  'postgres' | 'elasticsearch' | 'redis' | 'chromium' | 'datasets' | 'encoder';

/**
 * Whether tests on a service that cannot be provided may fall away: only when `ALLOW_MISSING` (names joined by commas) says
 * so. Jest then counts them as skipped; without it they fail and say what to do.
 */
export function mayBeMissing(service: ServiceName): boolean {
  return (process.env['ALLOW_MISSING'] ?? '').split(',').includes(service);
}
