import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';

/** InitProducerId: an identity for an idempotent producer. Transactional ids are refused. */
export const initProducerId: Api = {
  minVersion: 0,
  maxVersion: 1,
  handle({ body, client }): ApiAnswer {
    const transactionalId = body.nullableString();
    const out = new Writer().int32(NO_THROTTLE_MS);
    if (transactionalId !== null) return out.int16(ErrorCode.invalidRequest).int64(-1).int16(-1);
    return out.int16(ErrorCode.none).int64(client.cluster.nextProducerId()).int16(0);
  },
};
