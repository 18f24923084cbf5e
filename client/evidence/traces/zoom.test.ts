import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWhole, placeOf, placesOf, wholeTrace, zoomBetween, zoomed } from './zoom.ts';

describe('the part of a trace that is drawn', () => {
  test('zooming keeps the moment in its place, in half of the time', () => {
    expect(zoomed({ fromMs: 0, toMs: 100 }, { factor: 2, aroundMs: 50, durationMs: 100 })).toEqual({ fromMs: 25, toMs: 75 });
    expect(zoomed({ fromMs: 0, toMs: 100 }, { factor: 2, aroundMs: 0, durationMs: 100 })).toEqual({ fromMs: 0, toMs: 50 });
  });

  test('however one zooms, it stays inside of the trace and has a width', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(0.5, 2, 8), fc.double({ min: -50, max: 200, noNaN: true }))), (steps) => {
        const zoom = steps.reduce((before, [factor, aroundMs]) => zoomed(before, { factor, aroundMs, durationMs: 100 }), wholeTrace(100));
        expect(zoom.fromMs).toBeGreaterThanOrEqual(0);
        expect(zoom.toMs).toBeLessThanOrEqual(100.0001);
        expect(zoom.toMs).toBeGreaterThan(zoom.fromMs);
      }),
    );
  });

  test('zooming out as often as in shows all of it again', () => {
    const near = zoomed(zoomed(wholeTrace(100), { factor: 2, aroundMs: 10, durationMs: 100 }), {
      factor: 2,
      aroundMs: 10,
      durationMs: 100,
    });
    expect(isWhole(near, 100)).toBe(false);
    const far = zoomed(zoomed(near, { factor: 0.5, aroundMs: 10, durationMs: 100 }), { factor: 0.5, aroundMs: 10, durationMs: 100 });
    expect(isWhole(far, 100)).toBe(true);
  });

  test('two places mean the part between them, in either order; two that are the same mean none', () => {
    expect(zoomBetween(0.75, 0.25, 200)).toEqual({ fromMs: 50, toMs: 150 });
    expect(zoomBetween(-1, 2, 200)).toEqual({ fromMs: 0, toMs: 200 });
    expect(zoomBetween(0.5, 0.5, 200)).toBeNull();
  });

  test('a bar is cut at the edges and left out beyond them', () => {
    const zoom = { fromMs: 50, toMs: 150 };
    expect(placeOf(zoom, 0, 100)).toEqual({ left: 0, width: 50 });
    expect(placeOf(zoom, 0, 200)).toEqual({ left: 0, width: 100 });
    expect(placeOf(zoom, 0, 20)).toBeNull();
    expect(placeOf(zoom, 160, 170)).toBeNull();
  });

  test('of ten thousand parts so many are drawn as can be told apart, and they cover the same time', () => {
    const parts = Array.from({ length: 10_000 }, (_, index) => ({ fromMs: 9999 - index, toMs: 9999.9 - index }));
    const places = placesOf(wholeTrace(10_000), parts);
    expect(places.length).toBeLessThan(300);
    expect(places.reduce((sum, { width }) => sum + width, 0)).toBeGreaterThan(89);
    expect(
      placesOf(wholeTrace(100), [
        { fromMs: 90, toMs: 100 },
        { fromMs: 0, toMs: 10 },
      ]),
    ).toHaveLength(2);
  });
});
