/** Which component of the shop a pointer of evidence speaks of, as far as the pointer itself says so. */
import { readEngineView } from '../../protocol/engine-view.ts';
import type { Evidence } from '../../protocol/evidence.ts';
import { linkEnds, serviceOfSlot } from '../../stack/schema.ts';
import type { DrillState } from '../state.ts';

type Entries = Pick<DrillState, 'alerts' | 'changes' | 'controls'>;

/**
 * Services, slots, links, engines or flags. Empty where the pointer does not say: a ticket tells what a customer felt, an alert about users
 * what all of them feel, and a trace goes through half of the shop unless `query` names the component it was read for.
 */
export function componentsCited({ kind, ref, label, query }: Evidence, entries: Entries): string[] {
  switch (kind) {
    case 'signal':
      return signalSubject(ref);
    case 'metrics':
    case 'traces':
    case 'logs':
      return componentIn(ref);
    case 'trace':
      return componentIn(query ?? '');
    case 'panel':
      return panelSubject(ref);
    case 'profile':
      return named(/ of ([a-z][a-z0-9-]*)/.exec(label)?.[1]);
    case 'alert':
      return named(entries.alerts.find(({ alertId }) => alertId === ref)?.alert.split('/')[1]);
    case 'change':
      return named(entries.changes.find(({ changeId }) => changeId === ref)?.target);
    case 'action':
      return named(entries.controls.find(({ controlId }) => controlId === ref)?.target);
    case 'ticket':
      return [];
  }
}

/** The same, an end of the other, or two links that share an end; an instance stands for its service. */
export function touches(one: string, other: string): boolean {
  return endsOf(one).some((end) => endsOf(other).includes(end));
}

function endsOf(component: string): string[] {
  const { from, to } = linkEnds(component);
  return (to === '' ? [component] : [from, to]).map(serviceOfSlot);
}

/** `service:catalog|p95`, `link:catalog->redis|errors`, `slot:orders-1|heapMb`, `group:fulfilment|lag`, `cache|hitRatio`. */
function signalSubject(ref: string): string[] {
  const subject = ref.split('|')[0] ?? '';
  if (subject === 'cache') return ['redis'];
  const name = subject.slice(subject.indexOf(':') + 1);
  return subject.startsWith('group:') ? [name, 'kafka'] : [name];
}

/** Of a search, or of what a breakdown is about: `component=catalog-%3Eredis&by=instance`. */
function componentIn(query: string): string[] {
  const [, written = ''] = /(?:^|&)component=([^&]*)/.exec(query) ?? [];
  try {
    return named(decodeURIComponent(written.replaceAll('+', ' ')));
  } catch {
    return [];
  }
}

/** An engine, with the group whose row it is; of the papers what they are about. */
function panelSubject(ref: string): string[] {
  const view = readEngineView(ref);
  if (view === null) return [];
  const row = view.row?.split(/[ @/]/)[0];
  if (view.tab === 'papers') return named(row);
  return [view.tab === 'cache' ? 'redis' : view.tab, ...named(view.tab === 'kafka' ? row : undefined)];
}

function named(component: string | undefined): string[] {
  return component === undefined || component === '' ? [] : [component];
}
