import type { FastifyRequest } from 'fastify';
import { TroveError } from '../shared/errors';

/**
 * Levels of lists and objects in a request. Far beyond every other limit, and far below what would exhaust the stack of the
 * recursive code that reads variables.
 */
const MAX_NESTING = 1000;

/** Refuses what would break the machinery below before any service could judge it. */
export function refuseNonsense(request: FastifyRequest): void {
  if (!URL.canParse(request.url, `http://${request.hostname}/`)) {
    throw new TroveError('INVALID_INPUT', 'The Host header of the request is not a host name.');
  }
  if (nestsDeeper(request.body, MAX_NESTING)) {
    throw new TroveError(
      'INVALID_INPUT',
      `The request nests lists and objects more than ${MAX_NESTING} levels deep. Flatten it.`,
    );
  }
}

function nestsDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => nestsDeeper(member, levels - 1));
}
