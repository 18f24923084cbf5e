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

test('[PP9] all of a diagram fits into an evidence panel of 760 px at three quarters of its size', () => {
  for (const diagram of c4Diagrams(stack)) expect(c4Layout(diagram).width * 0.75, diagram.level).toBeLessThanOrEqual(760);
});

test('[PP9] no line of the containers runs through more than one box that is not its own', () => {
  const [, containers] = c4Diagrams(stack);
  if (!containers) throw new Error('The containers are not drawn.');
  const { elements, relations } = c4Layout(containers);
  const crossings = relations.flatMap(({ key, points }) =>
    elements.filter(({ element: { id }, x, y }) => {
      const isInBox = (point: { x: number; y: number }): boolean =>
        Math.abs(point.x - x) < boxSize.width / 2 && Math.abs(point.y - y) < boxSize.height / 2;
      return !key.split('->').includes(id) && points.some(isInBox);
    }),
  );
  expect(crossings.length).toBeLessThanOrEqual(1);
});

test('[PP9] a summary that is too long is cut with an ellipsis', () => {
  expect(wrapped('one two')).toEqual(['one two']);
  expect(wrapped(`${'word '.repeat(30)}`.trim())).toEqual([expect.stringMatching(/^word.*word$/), expect.stringMatching(/ …$/)]);
});
