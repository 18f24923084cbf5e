import type { ApiError } from './api-error.ts';
import { writeError } from './json-write.ts';

/** An answer: status, headers beside the length, and the whole body. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const json = { 'Content-Type': 'application/json' };
const plain = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };

export function jsonReply(status: number, body: string): Reply {
  return { status, headers: json, body };
}

export function textReply(status: number, text: string): Reply {
  return { status, headers: plain, body: `${text}\n` };
}

export const noContent: Reply = { status: 204, headers: {}, body: '' };

/** Go's `http.Error` calls the JSON of an error plain text. */
export function errorReply(error: ApiError): Reply {
  return { status: error.status, headers: plain, body: writeError(error) };
}
