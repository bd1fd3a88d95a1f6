import type { HealthCheck } from '../../../src/server/health-check';
import { readinessOf } from '../../../src/server/readiness';

const check = async (): Promise<void> => undefined;
const sqlite: HealthCheck = { part: 'database', loss: 'everything', spare: null, check };
const postgres: HealthCheck = { part: 'database', loss: 'its share', spare: null, check };
const index: HealthCheck = { part: 'index', loss: 'its share', spare: null, check };
const sparedIndex: HealthCheck = { ...index, spare: 'embedded index' };
const queue: HealthCheck = { part: 'queue', loss: 'later work', spare: null, check };

const statusWhen = (checks: readonly HealthCheck[], ...failing: readonly HealthCheck[]) =>
  readinessOf(checks, new Set(failing), false).status;

describe('readinessOf', () => {
  it('is ok while all parts work', () => {
    expect(readinessOf([postgres, index, queue], new Set(), false)).toEqual({
      status: 'ok',
      parts: { database: 'ok', index: 'ok', queue: 'ok', server: 'ok' },
    });
  });

  it('is degraded while something still works', () => {
    const fleet = [postgres, index, queue];
    expect(statusWhen(fleet, postgres)).toBe('degraded');
    expect(statusWhen(fleet, index)).toBe('degraded');
    expect(statusWhen(fleet, queue)).toBe('degraded');
    expect(statusWhen(fleet, index, queue)).toBe('degraded');
  });

  it('is unavailable when nothing is left that could answer', () => {
    expect(statusWhen([postgres, index, queue], postgres, index)).toBe('unavailable');
    expect(statusWhen([sqlite, sparedIndex], sqlite)).toBe('unavailable');
  });

  it('names what stands in, and counts on it', () => {
    expect(readinessOf([sqlite, sparedIndex], new Set([sparedIndex]), false)).toEqual({
      status: 'degraded',
      parts: { database: 'ok', index: 'failing', server: 'ok' },
      spares: { index: 'embedded index' },
    });
  });

  it('is unavailable while the process stops, whatever works', () => {
    expect(readinessOf([sqlite, index], new Set(), true)).toEqual({
      status: 'unavailable',
      parts: { database: 'ok', index: 'ok', server: 'stopping' },
    });
  });
});
