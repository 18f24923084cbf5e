import { controlDefinitions } from '../../controls/index.ts';
import type { ControlMatch } from '../../scenario/control-match.ts';

/** `Set cache memory (redis): policy allkeys-lru, maxmemoryMb 32 or more`. */
export function describeMatch({ control, target, parameters = {}, startsWith = {}, atLeast = {}, atMost = {} }: ControlMatch): string {
  const title = controlDefinitions[control]?.title ?? control;
  const figures = [
    ...Object.entries(parameters).map(([name, value]) => `${name} ${value}`),
    ...Object.entries(startsWith).map(([name, text]) => `${name} ${text}…`),
    ...Object.entries(atLeast).map(([name, bound]) => `${name} ${bound} or more`),
    ...Object.entries(atMost).map(([name, bound]) => `${name} ${bound} or less`),
  ];
  const where = target === undefined ? '' : ` (${target})`;
  return `${title}${where}${figures.length === 0 ? '' : `: ${figures.join(', ')}`}`;
}
