import { type ApiAnswer, ApiKey, type ClientContext } from './api/api.ts';
import { apiVersionsFallback } from './api/api-versions.ts';
import { apiRanges, findApi } from './api/table.ts';
import { MalformedRequest, Reader } from './wire/reader.ts';

/**
 * Answers one request frame: the response frame, or null when none is due.
 * @throws MalformedRequest for an unknown API, an unserved version or a body that cannot be read; the connection is then closed.
 */
export function dispatch(frame: Buffer, client: ClientContext): Buffer | null | Promise<Buffer | null> {
  const body = new Reader(frame);
  const apiKey = body.int16();
  const version = body.int16();
  const correlationId = body.int32();
  const clientId = body.nullableString() ?? '';
  const api = findApi(apiKey);
  if (!api) throw new MalformedRequest(`API key ${apiKey} is not served`);
  if (version < api.minVersion || version > api.maxVersion) {
    if (apiKey === ApiKey.apiVersions) return apiVersionsFallback(apiRanges()).frame(correlationId);
    throw new MalformedRequest(`version ${version} of API key ${apiKey} is not served, only ${api.minVersion} to ${api.maxVersion}`);
  }
  const answer = api.handle({ version, clientId, body, client });
  return answer instanceof Promise ? answer.then((late) => toFrame(late, correlationId)) : toFrame(answer, correlationId);
}

function toFrame(answer: ApiAnswer, correlationId: number): Buffer | null {
  return answer && answer.frame(correlationId);
}
