/** `scenario.schema.json`: what editors use for completion and hints. Generated, never written by hand. */
import * as z from 'zod';
import { authoredScenarioSchema } from './schema.ts';

/** JSON Schema (draft 7, which yaml-language-server speaks) of a scenario file. */
export function scenarioJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(authoredScenarioSchema, { target: 'draft-7', io: 'input', reused: 'ref' });
  return { ...schema, title: 'Brownout scenario', description: 'Generated from core/scenario; regenerate instead of editing.' };
}

let names: string[] | undefined;

/** Every field name that occurs anywhere in a scenario, for "did you mean". */
export function fieldNames(): string[] {
  names ??= [...new Set(collectNames(scenarioJsonSchema()))];
  return names;
}

function collectNames(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const own = 'properties' in node && typeof node.properties === 'object' && node.properties !== null ? Object.keys(node.properties) : [];
  return [...own, ...Object.values(node).flatMap(collectNames)];
}
