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

const reasons = {
  deadline: 'no answer within the deadline',
  refused: 'the connection was refused',
  reset: 'the connection broke before an answer',
  breaker_open: 'not called, the circuit breaker is open',
  no_target: 'no instance is known',
};

/** A call to another service got no answer. `deadline` is answered 504 upstream, the rest 503. */
export class DependencyError extends Error {
  /** How often it was called for this answer that did not come. */
  attempts = 1;

  constructor(
    readonly dependency: string,
    readonly code: keyof typeof reasons,
    cause?: unknown,
  ) {
    super(`${dependency}: ${reasons[code]}`, { cause });
  }
}

/** The cache did not answer in the time a policy gives it. */
export class CommandTimeout extends Error {
  readonly code = 'command_timeout';
}

/** No pooled connection became free in time. */
export class PoolTimeout extends Error {
  readonly code = 'pool_timeout';
}
