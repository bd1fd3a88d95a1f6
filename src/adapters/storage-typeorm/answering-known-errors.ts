import { asKnownError } from './database';

/** The same store, whose failed reads come as the failures that callers know; writes already do. */
export function answeringKnownErrors<T extends object>(store: T): T {
  return new Proxy(store, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...parameters: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(member, target, parameters);
        return answer instanceof Promise ? answer.catch(rethrow) : answer;
      };
    },
  });
}

function rethrow(error: unknown): never {
  throw asKnownError(error);
}
