import type { NamedToxic } from '../../core/sandbox/desired.ts';

/** Whether two toxics do the same under the same name. Toxiproxy fills attributes that were left out with 0. */
export function sameToxic(a: NamedToxic, b: NamedToxic): boolean {
  const attributes = new Set([...Object.keys(a.attributes), ...Object.keys(b.attributes)]);
  return (
    a.name === b.name &&
    a.type === b.type &&
    a.stream === b.stream &&
    a.toxicity === b.toxicity &&
    [...attributes].every((key) => (a.attributes[key] ?? 0) === (b.attributes[key] ?? 0))
  );
}
