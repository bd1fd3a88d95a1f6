import type { FastifyReply } from 'fastify';

/** Nothing of an answer of the API may be run, framed or guessed at by a browser. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** GraphiQL brings everything along: scripts, fonts and workers come from here, and requests go nowhere else. */
const EXPLORER_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** @param path of the request */
export function setSecurityHeaders(reply: FastifyReply, path: string): void {
  const policy = path.startsWith('/graphiql/') ? EXPLORER_POLICY : API_POLICY;
  void reply.headers({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  });
}
