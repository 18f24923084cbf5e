import { useId, useMemo, useRef, useState } from 'react';
import type { CallNode, CallTree } from '../../../core/profile/call-tree.ts';
import { finds } from '../../../core/profile/functions.ts';
import { type Direction, type Frame, icicleOf, neighbourOf, pathTo } from '../../../core/profile/icicle.ts';
import { amountWords, originOf, originWords, placeWords, shareWords } from './words.ts';
import './Icicle.css';

/** About two pixels of the picture at its usual width. */
const leastWidth = 0.002;
const rowHeight = 20;

interface IcicleProps {
  tree: CallTree;
  /** Frames with it in their name or file stand out. */
  text: string;
  /** Frame that fills the width. */
  zoomId: number;
  onZoom: (id: number) => void;
}

const directions: Record<string, Direction> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };

/**
 * The calls of a profile, each below its caller and as wide as what it used. A press zooms; arrows walk, Enter zooms, Escape shows
 * the whole again. Frames too narrow to be seen are left out; zoom to see them.
 */
export function Icicle({ tree, text, zoomId, onZoom }: IcicleProps) {
  const frames = useMemo(() => icicleOf(tree.root, { zoomId, leastWidth }), [tree, zoomId]);
  const [active, setActive] = useState<number>(zoomId);
  const [hovered, setHovered] = useState<number | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const id = useId();
  const activeId = frames.some(({ node }) => node.id === active) ? active : zoomId;
  const walk = (to: number): void => {
    setActive(to);
    place.current?.querySelector(`#${CSS.escape(`${id}-${to}`)}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const direction = directions[event.key];
    if (direction) walk(neighbourOf(frames, activeId, direction));
    else if (event.key === 'Home') walk(tree.root.id);
    else if (event.key === 'Enter' || event.key === ' ') onZoom(activeId);
    else if (event.key === 'Escape' && zoomId !== tree.root.id) onZoom(tree.root.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const rows = Math.max(0, ...frames.map(({ depth }) => depth)) + 1;
  return (
    <figure className="ev-icicle">
      <div
        ref={place}
        className="ev-icicle-place"
        role="tree"
        tabIndex={0}
        aria-label="Calls of this profile: arrows walk, Enter zooms, Escape shows all"
        aria-activedescendant={`${id}-${activeId}`}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setHovered(null)}
      >
        <div className="ev-icicle-rows" style={{ height: rows * rowHeight }} role="presentation">
          {frames.map((frame) => (
            <Call
              key={frame.node.id}
              id={`${id}-${frame.node.id}`}
              frame={frame}
              tree={tree}
              isActive={frame.node.id === activeId}
              isFound={finds(text, frame.node)}
              onPress={() => {
                setActive(frame.node.id);
                onZoom(frame.node.id);
              }}
              onHover={() => setHovered(frame.node.id)}
            />
          ))}
        </div>
      </div>
      <figcaption className="ev-icicle-says">
        <Says node={pathTo(tree.root, hovered ?? activeId)?.at(-1) ?? tree.root} tree={tree} />
      </figcaption>
    </figure>
  );
}

interface CallProps {
  id: string;
  frame: Frame;
  tree: CallTree;
  isActive: boolean;
  isFound: boolean;
  onPress: () => void;
  onHover: () => void;
}

function Call({ id, frame: { node, depth, left, width, isAbove }, tree, isActive, isFound, onPress, onHover }: CallProps) {
  const classes = ['ev-call', `ev-call-${originOf(node.file)}`];
  if (isFound) classes.push('ev-call-found');
  if (isActive) classes.push('ev-call-active');
  if (isAbove) classes.push('ev-call-above');
  return (
    // The tree itself is what keys reach; its items are walked to by arrows.
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the tree around it
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isActive}
      aria-label={saysOf(node, tree)}
      tabIndex={-1}
      className={classes.join(' ')}
      style={{ left: `${left * 100}%`, width: `${width * 100}%`, top: depth * rowHeight }}
      onClick={onPress}
      onPointerEnter={onHover}
    >
      {node.name}
    </div>
  );
}

function saysOf(node: CallNode, { root, unit }: CallTree): string {
  const place = placeWords(node);
  const whole = root.total || 1;
  return `${node.name}${place ? ` ${place}` : ''}, ${shareWords(node.total / whole)} with its calls, ${amountWords(unit, node.self)} itself`;
}

/** In a slot of its own, so that nothing moves under the pointer. */
function Says({ node, tree: { root, unit } }: { node: CallNode; tree: CallTree }) {
  const whole = root.total || 1;
  return (
    <>
      <strong className="mono">{node.name}</strong> <span className="mono muted">{placeWords(node)}</span>{' '}
      <span className="muted">{node.file !== '' || node.id !== root.id ? originWords[originOf(node.file)] : ''}</span>
      <span className="ev-icicle-figures mono">
        total {shareWords(node.total / whole)} {amountWords(unit, node.total)} · self {shareWords(node.self / whole)}{' '}
        {amountWords(unit, node.self)}
      </span>
    </>
  );
}
