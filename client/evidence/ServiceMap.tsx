import { memo, useMemo } from 'react';
import type { Red, SignalFrame } from '../../core/protocol/signals.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import { milliseconds, rate } from '../format.ts';
import type { Tone } from '../ui/Badge.tsx';
import { EdgeHandle } from './EdgeHandle.tsx';
import { labelSize, layoutOf, type MapEdge, type MapNode, nodeSize, pathThrough } from './map-layout.ts';
import { groupLag, redOf } from './signals.ts';
import { toneOf, type Usual } from './tone.ts';
import { useUsual } from './use-usual.ts';
import './ServiceMap.css';

/** What the facilitator or the debrief lays over the map, by node or edge. */
export type MapOverlay = Readonly<Record<string, MapNote>>;
export interface MapNote {
  tone: Tone;
  label: string;
  detail?: string;
  /** In place of the figures of an edge. */
  first?: string;
  /** How the line is drawn, where its meaning is not that of a colour alone. */
  form?: 'strong' | 'dashed' | 'dotted';
  /** Where the arrow points: as calls go, against them, or both ways. */
  flow?: 'calls' | 'against' | 'both';
  /** Nothing is said of this edge yet: a small button stands on its line. */
  isHandle?: boolean;
}

interface ServiceMapProps {
  stack: StackView;
  /** Newest second; null while nothing was measured. */
  frame: SignalFrame | null;
  selected: string | null;
  /** Left out: the map is a picture and takes no focus. */
  onSelect?: (component: string) => void;
  overlay?: MapOverlay;
  /** Only edges can be pressed. */
  edgesOnly?: boolean;
}

const shapes: Record<Tone, string> = { ok: '●', info: '●', warning: '▲', critical: '■', unknown: '◇', neutral: '' };

const noOverlay: MapOverlay = {};

/** The shop as a tracing tool sees it. Positions never change; healthy is grey. Drawn again for another second, not for whatever else its page is told. */
export const ServiceMap = memo(function ServiceMap(props: ServiceMapProps) {
  const { stack, frame, selected, onSelect, overlay = noOverlay, edgesOnly = false } = props;
  const map = useMemo(() => layoutOf(stack), [stack]);
  const usual = useUsual();
  const press = (component: string): React.SVGProps<SVGGElement> => {
    if (!onSelect) return { role: 'img' };
    return {
      role: 'button',
      tabIndex: 0,
      // Where edges are drawn each has more states than two, and says its own.
      ...(edgesOnly ? {} : { 'aria-pressed': selected === component }),
      onClick: () => onSelect(component),
      onKeyDown: (event: React.KeyboardEvent) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onSelect(component);
      },
    };
  };
  return (
    <svg
      className={onSelect ? 'ev-map ev-map-live' : 'ev-map'}
      viewBox={`0 0 ${map.width} ${map.height}`}
      aria-label="Service map"
      role="group"
    >
      <defs>
        <marker id="ev-arrow" viewBox="0 0 6 6" refX="5.5" refY="3" markerWidth="6" markerHeight="6" orient="auto-start-reverse">
          <path d="M0 0L6 3L0 6z" className="ev-arrow" />
        </marker>
      </defs>
      {map.edges.map((edge) => {
        const red = frame && redOf(frame, edge.edge, stack);
        const tone = overlay[edge.edge]?.tone ?? (frame ? toneOf(red, usualOfEdge(edge, usual)) : 'neutral');
        return (
          <g
            key={edge.edge}
            className={`${classes('ev-edge', tone, selected === edge.edge)} ev-form-${overlay[edge.edge]?.form ?? 'plain'}`}
          >
            <path d={pathThrough(edge.points)} className="ev-line" {...arrowsOf(overlay[edge.edge]?.flow)} />
          </g>
        );
      })}
      {map.edges.map((edge) => {
        const note = overlay[edge.edge];
        if (!frame && !note) return null;
        const red = frame && redOf(frame, edge.edge, stack);
        return <EdgeMark key={edge.edge} {...{ edge, red, usual, note, isSelected: selected === edge.edge, press: press(edge.edge) }} />;
      })}
      {map.nodes.map((node) => {
        const tone = overlay[node.name]?.tone ?? (frame ? nodeTone(node, frame, usual) : 'neutral');
        return (
          <Node
            key={node.name}
            {...{
              node,
              tone,
              isSelected: selected === node.name,
              press: edgesOnly ? { role: 'img' } : press(node.name),
              figures: figuresOf(node, frame),
              note: overlay[node.name],
            }}
          />
        );
      })}
    </svg>
  );
});

const arrow = 'url(#ev-arrow)';

function arrowsOf(flow: MapNote['flow'] = 'calls'): { markerStart?: string; markerEnd?: string } {
  return { ...(flow === 'calls' ? {} : { markerStart: arrow }), ...(flow === 'against' ? {} : { markerEnd: arrow }) };
}

const classes = (base: string, tone: Tone, isSelected: boolean): string => `${base} ev-tone-${tone}${isSelected ? ' ev-selected' : ''}`;

function usualOfEdge({ links }: MapEdge, usual: Usual): number | undefined {
  const known = links.flatMap((link) => usual[link] ?? []);
  return known.length === 0 ? undefined : Math.max(...known);
}

function nodeTone({ name, kind }: MapNode, frame: SignalFrame | null, usual: Usual): Tone {
  if (kind !== 'service' || !frame?.services[name]) return 'neutral';
  return toneOf(frame?.services[name], usual[name]);
}

const kindWords: Record<MapNode['kind'], string> = {
  users: 'of the shop',
  service: 'service',
  redis: 'cache',
  postgres: 'database',
  kafka: 'log',
  external: 'outside',
};

/** The second line of a node, in the terms of its kind. */
function figuresOf({ name, kind }: MapNode, frame: SignalFrame | null): string {
  if (!frame) return kindWords[kind];
  switch (kind) {
    case 'service': {
      const red = frame.services[name];
      if (red) return `${rate(red.ratePerSecond)} · ${percentOf(red)}`;
      return frame.partitions.some(({ group }) => group === name) ? `lag ${groupLag(frame, name)}` : '–';
    }
    case 'redis':
      return frame.cacheHitPercent === null ? kindWords.redis : `${frame.cacheHitPercent.toFixed(0)} % hits`;
    case 'kafka':
      return `lag ${worstLag(frame)}`;
    default:
      return kindWords[kind];
  }
}

/** Of the group that is furthest behind. */
function worstLag(frame: SignalFrame): number {
  const groups = new Set(frame.partitions.map(({ group }) => group));
  return Math.max(0, ...[...groups].map((group) => groupLag(frame, group)));
}

const percentOf = ({ errorShare }: Red): string => `${(errorShare * 100).toFixed(errorShare < 0.1 ? 1 : 0)} % err`;

interface PartProps {
  tone: Tone;
  isSelected: boolean;
  press: React.SVGProps<SVGGElement>;
  note: MapNote | undefined;
}

type EdgeMarkProps = Omit<PartProps, 'tone'> & { edge: MapEdge; red: Red | null; usual: Usual };

/** On the line of an edge: its figures, what is said of it, or the way to say something. */
function EdgeMark({ edge, red, usual, note, isSelected, press }: EdgeMarkProps) {
  if (note?.isHandle) return <EdgeHandle {...edge.label} edge={edge.edge} detail={note.label} press={press} />;
  const tone = note?.tone ?? toneOf(red, usualOfEdge(edge, usual));
  return <EdgeLabel {...{ edge, red, tone, isSelected, press, note }} />;
}

function EdgeLabel({ edge, red, tone, isSelected, press, note }: PartProps & { edge: MapEdge; red: Red | null }) {
  const { x, y } = edge.label;
  const figures = note?.first ?? (red ? `${rate(red.ratePerSecond)} ${milliseconds(red.p95Ms)}` : '–');
  const second = note?.label ?? `${shapes[tone]} ${red ? percentOf(red) : 'no data'}`.trim();
  return (
    <g
      {...press}
      className={classes('ev-label', tone, isSelected)}
      aria-label={`Link ${edge.edge}: ${figures} ${[second, note?.detail].filter(Boolean).join(' ')}`}
    >
      <title>{note?.detail ?? `${edge.edge}: rate and p95, errors below`}</title>
      <rect x={x - labelSize.width / 2} y={y - labelSize.height / 2} width={labelSize.width} height={labelSize.height} rx={4} />
      <text>
        <tspan x={x} y={y - 3}>
          {figures}
        </tspan>{' '}
        <tspan x={x} y={y + 10} className="ev-second">
          {second}
        </tspan>
      </text>
    </g>
  );
}

function Node({ node, tone, isSelected, press, figures, note }: PartProps & { node: MapNode; figures: string }) {
  const { x, y, name, kind } = node;
  const { width, height } = nodeSize;
  const first = `${shapes[tone]} ${name}`.trim();
  const second = note?.label ?? figures;
  return (
    <g
      {...press}
      className={`${classes('ev-node', tone, isSelected)} ev-kind-${kind}`}
      aria-label={`${first} ${[second, note?.detail].filter(Boolean).join(' ')}`}
    >
      <title>{note?.detail ?? name}</title>
      <rect x={x - width / 2} y={y - height / 2} width={width} height={height} rx={kind === 'service' ? 6 : kind === 'users' ? 20 : 2} />
      {kind === 'postgres' && <path d={`M${x - width / 2} ${y - height / 2 + 4}q${width / 2} 8 ${width} 0`} className="ev-kind-mark" />}
      {kind === 'kafka' && <path d={`M${x - width / 2 + 5} ${y - height / 2}v${height}m4 0v${-height}`} className="ev-kind-mark" />}
      <text>
        <tspan x={x} y={y - 3} className="ev-name">
          {first}
        </tspan>{' '}
        <tspan x={x} y={y + 12} className="ev-second">
          {second}
        </tspan>
      </text>
    </g>
  );
}
