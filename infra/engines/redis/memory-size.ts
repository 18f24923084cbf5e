const units: Record<string, number> = { '': 1, b: 1, k: 1000, kb: 1024, m: 1000 ** 2, mb: 1024 ** 2, g: 1000 ** 3, gb: 1024 ** 3 };

/** Bytes of `64mb`, `1g`, `1000`; undefined when it is no memory value. */
export function parseMemorySize(text: string): number | undefined {
  const [, digits, unit] = /^(\d{1,15})([a-z]*)$/i.exec(text) ?? [];
  const factor = units[(unit ?? '').toLowerCase()];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}
