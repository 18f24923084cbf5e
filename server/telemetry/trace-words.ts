/** Which operations and versions the kept spans of each service have: what a search can be asked for. */
import type { SpanView, TraceWords } from '../../core/protocol/traces.ts';
import { versionKey } from './trace-query.ts';

export interface TraceWordsBook {
  note(span: SpanView): void;
  forget(span: SpanView): void;
  read(): TraceWords;
}

/** Of one service; more than a list can show is not told. */
const mostTold = 200;

interface Tallies {
  operations: Map<string, number>;
  versions: Map<string, number>;
}

export function createTraceWords(): TraceWordsBook {
  const services = new Map<string, Tallies>();
  return {
    note(span) {
      let tallies = services.get(span.service);
      if (!tallies) {
        tallies = { operations: new Map(), versions: new Map() };
        services.set(span.service, tallies);
      }
      add(tallies.operations, span.name, 1);
      add(tallies.versions, String(span.attributes[versionKey] ?? ''), 1);
    },
    forget(span) {
      const tallies = services.get(span.service);
      if (!tallies) return;
      add(tallies.operations, span.name, -1);
      add(tallies.versions, String(span.attributes[versionKey] ?? ''), -1);
      if (tallies.operations.size === 0) services.delete(span.service);
    },
    read: () => ({
      services: Object.fromEntries(
        [...services]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .slice(0, mostTold)
          .map(([service, { operations, versions }]) => [service, { operations: told(operations), versions: told(versions) }]),
      ),
    }),
  };
}

function add(tally: Map<string, number>, name: string, count: number): void {
  const left = (tally.get(name) ?? 0) + count;
  if (left > 0) tally.set(name, left);
  else tally.delete(name);
}

const told = (tally: Map<string, number>): string[] =>
  [...tally.keys()]
    .filter((name) => name !== '')
    .sort()
    .slice(0, mostTold);
