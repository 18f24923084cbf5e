import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** Both values of every `light-dark()` token. */
const tokens = new Map(
  [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const states = ['ok', 'info', 'warning', 'critical', 'unknown'];
const surfaces = ['bg', 'surface', 'raised'];
const pairs: [string, string][] = [
  ...['text', 'muted', 'accent', ...states].flatMap((ink) => surfaces.map((surface): [string, string] => [ink, surface])),
  ...states.map((state): [string, string] => [state, `${state}-soft`]),
  ...['text', 'muted'].flatMap((ink) => ['hover', 'sunken', 'accent-soft'].map((surface): [string, string] => [ink, surface])),
  ...['text', 'muted'].map((ink): [string, string] => [ink, 'critical-soft']),
  ['critical-solid-text', 'critical-solid'],
  ['accent-text', 'accent'],
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  test.each(pairs)('%s on %s has a contrast of at least 4.5 : 1', (ink, surface) => {
    const [a, b] = [tokens.get(ink)?.[theme], tokens.get(surface)?.[theme]];
    if (!a || !b) throw new Error(`no token ${ink} or ${surface}`);
    expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
  });
});
