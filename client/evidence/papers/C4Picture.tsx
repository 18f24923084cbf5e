import { useMemo } from 'react';
import type { Diagram } from '../../../core/protocol/papers.ts';
import { pathThrough } from '../map-layout.ts';
import { boxSize, c4Layout, type PlacedElement } from './c4-layout.ts';

/** Its names can still be read at this scale; a place that is narrower scrolls. */
const smallestScale = 0.75;

/** A C4 diagram; nothing in it moves or is pressed. */
export function C4Picture({ diagram }: { diagram: Diagram }) {
  const placed = useMemo(() => c4Layout(diagram), [diagram]);
  const { boundary, width } = placed;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
    <div className="papers-c4" tabIndex={0}>
      <svg
        viewBox={`0 0 ${width} ${placed.height}`}
        style={{ width, minWidth: width * smallestScale }}
        role="img"
        aria-label={diagram.title}
      >
        <defs>
          <marker id="papers-arrow" viewBox="0 0 6 6" refX="5.5" refY="3" markerWidth="7" markerHeight="7" orient="auto">
            <path d="M0 0L6 3L0 6z" />
          </marker>
        </defs>
        {boundary && <rect className="papers-boundary" {...boundary} rx={8} />}
        {placed.relations.map(({ key, points }) => (
          <path key={key} d={pathThrough(points)} className="papers-line" markerEnd="url(#papers-arrow)" />
        ))}
        {placed.relations.map(({ key, label, at }) => (
          <text key={key} x={at.x} y={at.y + 3} className="papers-line-label">
            {label}
          </text>
        ))}
        {placed.elements.map((element) => (
          <Box key={element.element.id} placed={element} />
        ))}
      </svg>
    </div>
  );
}

function Box({ placed: { element, x, y, lines } }: { placed: PlacedElement }) {
  const { kind, name, technology, summary } = element;
  const top = y - boxSize.height / 2;
  return (
    <g className={`papers-box papers-box-${kind}`}>
      <title>{`${name}: ${summary}`}</title>
      <rect x={x - boxSize.width / 2} y={top} {...boxSize} rx={kind === 'person' ? 24 : 4} />
      <text x={x} y={top + 17} className="papers-name">
        {name}
      </text>
      <text x={x} y={top + 30} className="papers-kind">
        [{technology === '' ? kind : `${kind}: ${technology}`}]
      </text>
      {lines.map((line, index) => (
        <text key={line} x={x} y={top + 45 + index * 13}>
          {line}
        </text>
      ))}
    </g>
  );
}
