/** Log lines as they leave the house: stacks of errors name programs, and not where on this machine they stand. */
import type { LogLine } from '../../core/protocol/logs.ts';

/** A file as Node writes it in a stack, up to its place in the house or in a library. */
const machinePath = /(?:file:\/\/)?\/(?:[^\s()'":/]+\/)+?(?=(?:dist|node_modules)\/)/g;

export function publicLine(line: LogLine): LogLine {
  const attributes = Object.entries(line.attributes).map(([name, value]) => [
    name,
    typeof value === 'string' ? withoutPaths(value) : value,
  ]);
  return { ...line, message: withoutPaths(line.message), attributes: Object.fromEntries(attributes) as LogLine['attributes'] };
}

const withoutPaths = (text: string): string => text.replace(machinePath, '');
