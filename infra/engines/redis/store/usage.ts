/** How much a key is used, in the two ways Redis keeps it; eviction compares them. */
export interface Usage {
  lastUsedMs: number;
  /** Logarithmic counter, 0 to 255. */
  frequency: number;
  frequencyAtMinute: number;
}

export interface LfuSettings {
  /** Higher: more uses are needed for the same counter. */
  logFactor: number;
  /** Minutes without use that take one off the counter; 0 never. */
  decayMinutes: number;
}

/** A new key starts here, so that it is not evicted before it had a chance. */
const firstFrequency = 5;
const minuteMs = 60_000;

export function newUsage(nowMs: number): Usage {
  return { lastUsedMs: nowMs, frequency: firstFrequency, frequencyAtMinute: Math.floor(nowMs / minuteMs) };
}

/** The counter as it stands at `nowMs`. */
export function decayedFrequency(usage: Usage, nowMs: number, { decayMinutes }: LfuSettings): number {
  if (decayMinutes <= 0) return usage.frequency;
  const periods = Math.floor((Math.floor(nowMs / minuteMs) - usage.frequencyAtMinute) / decayMinutes);
  return Math.max(0, usage.frequency - Math.max(0, periods));
}

export interface UseContext {
  nowMs: number;
  lfu: LfuSettings;
  random: () => number;
}

/** Notes one use. */
export function recordUse(usage: Usage, { nowMs, lfu, random }: UseContext): void {
  usage.lastUsedMs = nowMs;
  const frequency = decayedFrequency(usage, nowMs, lfu);
  const rarity = 1 / (Math.max(0, frequency - firstFrequency) * lfu.logFactor + 1);
  usage.frequency = frequency < 255 && random() < rarity ? frequency + 1 : frequency;
  usage.frequencyAtMinute = Math.floor(nowMs / minuteMs);
}
