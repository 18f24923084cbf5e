import { DependencyError, PoolTimeout, ServiceError } from '../errors.ts';
import type { RouteReply } from '../kit.ts';

/** The answer to an error: `{code, message}`, with nothing of its inside for what was not meant for the caller. */
export function errorReply(error: unknown): RouteReply {
  if (error instanceof ServiceError) return reply(error.status, error.code, error.message);
  if (error instanceof DependencyError) {
    return error.code === 'deadline'
      ? reply(504, 'deadline_exceeded', `${error.dependency} did not answer in time`)
      : reply(503, 'dependency_unavailable', `${error.dependency} is not available; try again`);
  }
  if (error instanceof PoolTimeout) return reply(503, 'overloaded', 'no database connection became free; try again');
  if (isCutOff(error)) return reply(504, 'statement_timeout', 'the database took longer than a statement may; try again');
  const refused = clientError(error);
  return refused ?? reply(500, 'internal', 'internal error');
}

/** Postgres ended the statement before it was done (`query_canceled`): it took too long, or somebody cancelled it. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/** What express's body parser found wrong with a request. */
function clientError(error: unknown): RouteReply | null {
  if (!(error instanceof Error) || !('type' in error)) return null;
  if (error.type === 'entity.too.large') return reply(413, 'body_too_large', 'the body must be at most 64 KiB');
  if (error.type === 'entity.parse.failed') return reply(400, 'invalid_json', 'the body must be JSON');
  return null;
}

function reply(status: number, code: string, message: string): RouteReply {
  return { status, body: { code, message } };
}
