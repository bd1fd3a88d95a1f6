import { hasPostgres } from '../../fleet/postgres-binaries';
import { findRedis } from '../../fleet/redis-binary';
import { mayBeMissing } from '../support/missing-service';

/** `describe` for suites that kill servers, which must be their own: left out when one of them may be missing and is. */
export const describeWithMortalServers: typeof describe.skip = isOneLeftOut()
  ? describe.skip
  : describe;

function isOneLeftOut(): boolean {
  return (
    mayBeMissing('elasticsearch') ||
    (mayBeMissing('postgres') && !hasPostgres()) ||
    (mayBeMissing('redis') && findRedis() === null)
  );
}
