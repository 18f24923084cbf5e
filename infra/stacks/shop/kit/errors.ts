/** What a handler may throw, and what the kit's clients throw. */

/** An answer on purpose: `status` and `{code, message}` reach the caller. */
export class ServiceError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export type DependencyErrorCode = 'deadline' | 'refused' | 'reset' | 'breaker_open' | 'no_target';

/** A call to another service got no answer. `deadline` is answered 504 upstream, the rest 503. */
export class DependencyError extends Error {
  constructor(
    readonly dependency: string,
    readonly code: DependencyErrorCode,
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options);
  }
}

/** No pooled connection became free in time. */
export class PoolTimeout extends Error {
  readonly code = 'pool_timeout';
}
