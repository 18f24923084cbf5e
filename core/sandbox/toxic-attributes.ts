/** Attributes of each toxic, in Toxiproxy's names and units, and how far they may go. */

/** Highest value by attribute: milliseconds, KB/s or bytes. None may be negative. */
const attributesOf = {
  latency: { latency: 600_000, jitter: 600_000 },
  bandwidth: { rate: 1_000_000 },
  slow_close: { delay: 600_000 },
  timeout: { timeout: 600_000 },
  reset_peer: { timeout: 600_000 },
  slicer: { average_size: 1_000_000, size_variation: 1_000_000, delay: 60_000_000 },
  limit_data: { bytes: 1_000_000_000 },
} as const;

export type ToxicType = keyof typeof attributesOf;
export const toxicTypes = Object.keys(attributesOf) as [ToxicType, ...ToxicType[]];

/** What is wrong with the attributes of a toxic, or null. */
export function attributesProblem(type: ToxicType, attributes: Record<string, number>): string | null {
  const known: Record<string, number> = attributesOf[type];
  for (const [name, value] of Object.entries(attributes)) {
    const most = known[name];
    if (most === undefined) return `${type} has no attribute ${name}; it has ${Object.keys(known).join(', ')}`;
    if (!Number.isFinite(value) || value < 0 || value > most) return `${name} of ${type} must be from 0 to ${most}, got ${value}`;
  }
  return null;
}
