import { expect, test } from 'vitest';
import { c4Diagrams } from '../../../core/papers/c4.ts';
import { stack } from '../../../core/scenario/shop.fixture.ts';
import { boxSize, c4Layout, wrapped } from './c4-layout.ts';

test.each(c4Diagrams(stack).map((diagram) => [diagram.level, diagram] as const))(
  '[PP9] boxes of the %s diagram lie within the picture and do not overlap; the boundary holds what is inside and nothing else',
  (_level, diagram) => {
    const { width, height, elements, boundary, relations } = c4Layout(diagram);
    expect(relations).toHaveLength(diagram.relations.length);
    elements.forEach(({ x, y, element }, index) => {
      expect(x - boxSize.width / 2).toBeGreaterThanOrEqual(0);
      expect(x + boxSize.width / 2).toBeLessThanOrEqual(width);
      expect(y + boxSize.height / 2).toBeLessThanOrEqual(height);
      for (const other of elements.slice(index + 1))
        expect(Math.abs(other.x - x) >= boxSize.width || Math.abs(other.y - y) >= boxSize.height, `${element.id} ${other.element.id}`).toBe(
          true,
        );
      if (!boundary) return;
      const isWithin = x > boundary.x && x < boundary.x + boundary.width && y > boundary.y && y < boundary.y + boundary.height;
      expect(isWithin, element.id).toBe(element.isInside);
    });
  },
);

test('[PP9] a summary that is too long is cut with an ellipsis', () => {
  expect(wrapped('one two')).toEqual(['one two']);
  expect(wrapped(`${'word '.repeat(30)}`.trim())).toEqual([expect.stringMatching(/^word.*word$/), expect.stringMatching(/ …$/)]);
});
