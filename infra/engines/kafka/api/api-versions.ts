import { ErrorCode } from '../wire/error-codes.ts';
import { Writer } from '../wire/writer.ts';
import { type Api, type ApiAnswer, NO_THROTTLE_MS } from './api.ts';

const MAX_VERSION = 2;

export interface ApiRange {
  key: number;
  minVersion: number;
  maxVersion: number;
}

/** ApiVersions: which APIs and versions this broker speaks. `ranges` is asked late, since the table holds this API too. */
export function apiVersions(ranges: () => ApiRange[]): Api {
  return {
    minVersion: 0,
    maxVersion: MAX_VERSION,
    handle({ version }): ApiAnswer {
      const out = writeRanges(ErrorCode.none, ranges());
      return version >= 1 ? out.int32(NO_THROTTLE_MS) : out;
    },
  };
}

/** The answer to a version too new: error 35 and the list in version 0's form, from which a client picks again. */
export function apiVersionsFallback(ranges: ApiRange[]): Writer {
  return writeRanges(ErrorCode.unsupportedVersion, ranges);
}

function writeRanges(error: ErrorCode, ranges: ApiRange[]): Writer {
  const out = new Writer().int16(error);
  return out.array(ranges, ({ key, minVersion, maxVersion }) => out.int16(key).int16(minVersion).int16(maxVersion));
}
