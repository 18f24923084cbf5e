/** How the harm spread, and what was drawn of it, on the map: right, missed and wrong differ by line and word, not by colour alone. */
import type { DiagnosisView } from '../../core/protocol/debrief-reasoning.ts';
import { isSameLink, type SpreadEdge } from '../../core/protocol/diagnosis.ts';
import type { StackView } from '../../core/protocol/stack-view.ts';
import type { MapNote, MapOverlay } from '../evidence/ServiceMap.tsx';

type Links = Pick<StackView, 'links'>;
type Drawn = DiagnosisView['edges'][number] & { by: string };

/** Empty when nobody of these drew anything: then there is nothing to compare. */
export function spreadOverlay(spread: readonly SpreadEdge[], said: readonly DiagnosisView[], stack: Links): MapOverlay {
  const drawn = said.flatMap(({ edges, by }) => edges.map((edge): Drawn => ({ ...edge, by })));
  if (drawn.length === 0) return {};
  const overlay: Record<string, MapNote> = {};
  for (const edge of new Set([...spread, ...drawn].flatMap((each) => mapEdge(each, stack) ?? []))) {
    const isHere = (each: SpreadEdge): boolean => mapEdge(each, stack) === edge;
    overlay[edge] = noteOf(edge, spread.filter(isHere), drawn.filter(isHere));
  }
  return overlay;
}

function noteOf(edge: string, truth: readonly SpreadEdge[], drawn: readonly Drawn[]): MapNote {
  const flow = flowOf(edge, truth.length > 0 ? truth : drawn);
  const who = [...new Set(drawn.map(({ by }) => by))].join(', ');
  if (truth.length === 0)
    return { tone: 'critical', first: '✕ wrong', label: 'not here', form: 'dotted', flow, detail: `drawn by ${who}; no harm went here` };
  const way = truth.map(({ to }) => `to ${to}`).join(', ');
  if (drawn.length === 0)
    return { tone: 'warning', first: '○ missed', label: way, form: 'dashed', flow, detail: `harm went ${way}; nobody drew it` };
  const isRight = drawn.some(({ verdict }) => verdict === 'right');
  return isRight
    ? { tone: 'ok', first: '✓ right', label: way, form: 'strong', flow, detail: `harm went ${way}; drawn by ${who}` }
    : { tone: 'info', first: '⇄ other way', label: way, form: 'strong', flow, detail: `harm went ${way}; drawn the other way by ${who}` };
}

/** The edge of the map between two parts, however the harm went; null where there is none. */
function mapEdge(edge: SpreadEdge, { links }: Links): string | null {
  const link = links.find((each) => isSameLink(each, edge));
  return link ? `${link.from}->${link.to}` : null;
}

function flowOf(edge: string, spread: readonly SpreadEdge[]): NonNullable<MapNote['flow']> {
  const [caller] = edge.split('->');
  const withCalls = spread.some(({ from }) => from === caller);
  const against = spread.some(({ to }) => to === caller);
  if (withCalls && against) return 'both';
  return against ? 'against' : 'calls';
}

const edgeWords = { right: 'right', reversed: 'right link, the other way', wrong: 'not there' } as const;

/** Each edge that was drawn, and each that was not, as a line. */
export function edgeLines({ edges }: Pick<DiagnosisView, 'edges'>, spread: readonly SpreadEdge[]): string[] {
  if (edges.length === 0) return [];
  const isDrawn = (spreading: SpreadEdge): boolean => edges.some((edge) => isSameLink(edge, spreading));
  return [
    ...edges.map(({ from, to, verdict }) => `${from} → ${to}: ${edgeWords[verdict]}`),
    ...spread.filter((edge) => !isDrawn(edge)).map(({ from, to }) => `${from} → ${to}: missed`),
  ];
}

const sureFrom = 70;
const unsureBelow = 50;

/** How sure somebody was beside whether it was right: both that differ are worth talking about. */
export function calibrationWords({ confidence, hops }: Pick<DiagnosisView, 'confidence' | 'hops'>): string {
  if (confidence === null) return 'not said';
  const isRight = hops === 0;
  const sure = confidence >= sureFrom ? 'sure' : confidence < unsureBelow ? 'unsure' : 'in two minds';
  return `${confidence} %: ${sure} and ${isRight ? 'right' : 'wrong'} about the component`;
}
