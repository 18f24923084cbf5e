/** What the API refuses: Toxiproxy's own messages and statuses. */
const refusals = {
  badRequestBody: { message: 'bad request body', status: 400 },
  missingField: { message: 'missing required field', status: 400 },
  proxyNotFound: { message: 'proxy not found', status: 404 },
  proxyAlreadyExists: { message: 'proxy already exists', status: 409 },
  invalidStream: { message: 'stream was invalid, can be either upstream or downstream', status: 400 },
  invalidToxicType: { message: 'invalid toxic type', status: 400 },
  toxicAlreadyExists: { message: 'toxic already exists', status: 409 },
  toxicNotFound: { message: 'toxic not found', status: 404 },
} as const;

/** An answer other than success. Anything else that is thrown is answered with status 500 and its message. */
export class ApiError extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** @param detail is appended after a colon. */
export function apiError(code: keyof typeof refusals, detail?: string): ApiError {
  const { message, status } = refusals[code];
  return new ApiError(detail === undefined ? message : `${message}: ${detail}`, status);
}

/** The status and message to answer with. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError(error instanceof Error ? error.message : String(error), 500);
}
