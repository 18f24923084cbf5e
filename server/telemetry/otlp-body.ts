/** Bodies of requests: read whole, bounded in bytes before and after they are unpacked, and all together bounded too. */
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { OtlpSignal } from '../ports/telemetry.ts';
import type { Encoding, Refusal } from './otlp-answer.ts';
import { decodeOtlp } from './otlp-protobuf.ts';
import type { Json } from './otlp-values.ts';

const unpack = promisify(gunzip);
const mostBytes = 8 * 1024 * 1024;
/** Of all requests that are being read. */
const mostBytesAtOnce = 48 * 1024 * 1024;

/** A request that is not taken, and the answer to it. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

const tooLarge: Refusal = { status: 413, message: `The body is larger than ${mostBytes} bytes, packed or unpacked; send smaller batches.` };
const tooMuch: Refusal = { status: 503, message: 'Too much is being received at once; send it again.' };
const broken: Refusal = { status: 400, message: 'The connection ended before the body did.' };

/** Bytes of bodies that are being read now. */
export interface Intake {
  bytes: number;
}

/** @throws Refused */
export async function readOtlp(request: IncomingMessage, how: { signal: OtlpSignal; encoding: Encoding; intake: Intake }): Promise<Json> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw new Refused(tooLarge);
  const body = await readWhole(request, how.intake);
  const plain = await unpacked(body, request.headers['content-encoding']);
  try {
    return how.encoding === 'protobuf' ? decodeOtlp(how.signal, plain) : parseJson(plain);
  } catch (error) {
    throw new Refused({ status: 400, message: `The body is not valid OTLP in ${how.encoding}: ${(error as Error).message}`.slice(0, 300) });
  }
}

function parseJson(plain: Buffer): Json {
  const parsed: unknown = JSON.parse(plain.toString('utf8'));
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('not an object');
  return parsed as Json;
}

async function unpacked(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') throw new Refused({ status: 415, message: 'Send content-encoding gzip, or none.' });
  try {
    // Unpacking stops at the bound, whatever the body would become.
    return await unpack(body, { maxOutputLength: mostBytes });
  } catch (error) {
    const isBomb = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refused(isBomb ? tooLarge : { status: 400, message: 'The body is not valid gzip.' });
  }
}

function readWhole(request: IncomingMessage, intake: Intake): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const end = (settle: () => void): void => {
      intake.bytes -= size;
      size = 0;
      request.removeAllListeners('data');
      settle();
    };
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      intake.bytes += chunk.length;
      chunks.push(chunk);
      const refusal = size > mostBytes ? tooLarge : intake.bytes > mostBytesAtOnce ? tooMuch : null;
      if (!refusal) return;
      request.pause();
      end(() => reject(new Refused(refusal)));
    });
    request.once('end', () => end(() => resolve(Buffer.concat(chunks))));
    request.once('error', () => end(() => reject(new Refused(broken))));
    request.once('close', () => end(() => reject(new Refused(broken))));
  });
}
