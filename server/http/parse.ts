import type { Response } from 'express';
import type * as z from 'zod';
import { refuse } from './answers.ts';
import { plainText } from './plain-text.ts';

/** Parses a body; answers 400 naming the field and returns null when it does not fit. */
export function parseOrRefuse<T>(schema: z.ZodType<T>, value: unknown, response: Response): T | null {
  const parsed = schema.safeParse(plainText(value));
  if (parsed.success) return parsed.data;
  refuse(response, 'bad_message', describeIssues(parsed.error));
  return null;
}

export function describeIssues(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`)
    .join('; ');
}
