import type { IncomingHttpHeaders } from 'node:http';

/** Header in which a caller of the public API names itself. */
const clientHeader = 'x-client-id';

/** Callers with an id of ours. */
export const knownClients = ['web', 'app', 'partner-atlas'] as const;

/** Whoever asks must not make up segments: an id that is none of ours, or none, is `unknown`. */
export function clientOf(headers: IncomingHttpHeaders): string {
  return knownClients.find((client) => client === headers[clientHeader]) ?? 'unknown';
}
