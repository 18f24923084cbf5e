import type { StackView } from '../../../core/protocol/stack-view.ts';
import { layoutOf } from '../../evidence/map-layout.ts';
import { type MapOverlay, ServiceMap } from '../../evidence/ServiceMap.tsx';
import { type Drawn, turned, withFlow } from './diagnosis-draft.ts';

interface SpreadProps {
  stack: StackView;
  drawn: Drawn;
  onChange: (drawn: Drawn) => void;
}

/** How the harm spread, drawn: a press on a link turns it, the list below says the same link by link. */
export function SpreadMap({ stack, drawn, onChange }: SpreadProps) {
  const edges = layoutOf(stack).edges.filter(({ from }) => from !== 'users');
  return (
    <section className="war-spread" aria-label="How it spread">
      <h3 className="ui-label">How it spread</h3>
      <p className="muted">
        Press a link: once for harm that went to whoever calls, again for the other way, again for none. None at all is an answer, too.
      </p>
      <div className="war-spread-map">
        <ServiceMap
          stack={stack}
          frame={null}
          selected={null}
          overlay={overlayOf(edges, drawn)}
          onSelect={(edge) => edges.some((known) => known.edge === edge) && onChange(turned(drawn, edge))}
          edgesOnly
        />
      </div>
      <details className="war-spread-list">
        <summary>The same as a list: {drawnWords(drawn)}</summary>
        {edges.map(({ edge, from, to }) => (
          <fieldset key={edge}>
            <legend className="mono">
              {from} – {to}
            </legend>
            {(
              [
                [null, 'no'],
                ['toCaller', `to ${from}`],
                ['toCalled', `to ${to}`],
              ] as const
            ).map(([flow, words]) => (
              <label key={words}>
                <input
                  type="radio"
                  name={`spread ${edge}`}
                  checked={(drawn[edge] ?? null) === flow}
                  onChange={() => onChange(withFlow(drawn, edge, flow))}
                />{' '}
                {words}
              </label>
            ))}
          </fieldset>
        ))}
      </details>
    </section>
  );
}

function drawnWords(drawn: Drawn): string {
  const count = Object.keys(drawn).length;
  return count === 0 ? 'no link is drawn' : count === 1 ? 'one link is drawn' : `${count} links are drawn`;
}

function overlayOf(edges: readonly { edge: string; from: string; to: string }[], drawn: Drawn): MapOverlay {
  return Object.fromEntries(
    edges.map(({ edge, from, to }) => {
      const flow = drawn[edge];
      if (flow === undefined) return [edge, { tone: 'neutral', label: `${from} calls ${to}, not drawn`, isHandle: true }] as const;
      const harmed = flow === 'toCaller' ? from : to;
      const towards = flow === 'toCaller' ? 'against' : 'calls';
      return [
        edge,
        { tone: 'info', first: 'harm to', label: harmed, form: 'strong', flow: towards, detail: `harm went to ${harmed}` },
      ] as const;
    }),
  );
}
