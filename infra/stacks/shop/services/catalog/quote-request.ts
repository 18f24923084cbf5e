import { ServiceError } from '../../kit/errors.ts';

export interface QuoteLine {
  productId: number;
  quantity: number;
}

export interface QuoteRequest {
  currency: string;
  lines: QuoteLine[];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPositiveInteger = (value: unknown): value is number => Number.isInteger(value) && (value as number) > 0;

/** @throws ServiceError `bad_request` naming what is wrong. */
export function parseQuoteRequest(body: unknown): QuoteRequest {
  if (!isRecord(body)) throw invalid('the body must be {currency, lines}');
  const { currency, lines } = body;
  if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) throw invalid('currency must be three capital letters');
  if (!Array.isArray(lines) || lines.length === 0) throw invalid('lines must be a list with at least one line');
  return { currency, lines: lines.map(parseLine) };
}

function parseLine(line: unknown): QuoteLine {
  if (!isRecord(line)) throw invalid('a line must be {productId, quantity}');
  const { productId, quantity } = line;
  if (!isPositiveInteger(productId)) throw invalid('productId must be a positive integer');
  if (!isPositiveInteger(quantity) || quantity > 99) throw invalid('quantity must be between 1 and 99');
  return { productId, quantity };
}

function invalid(message: string): ServiceError {
  return new ServiceError(400, 'bad_request', message);
}
