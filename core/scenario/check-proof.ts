/** Checks that every view that is to prove the truth can be opened. */
import type { Checking } from './checking.ts';
import type { Finding } from './problem.ts';

const figures: Record<string, readonly string[]> = {
  service: ['rate', 'errors', 'p50', 'p95', 'p99'],
  link: ['rate', 'errors', 'p50', 'p95', 'p99'],
  group: ['lag'],
  cache: ['hitRatio', 'memory'],
};

export function checkProof(checking: Checking): Finding[] {
  return checking.scenario.proof.flatMap((view, index) => {
    const expected =
      'signal' in view
        ? signalProblem(view.signal, checking)
        : 'change' in view
          ? changeProblem(view.change, checking)
          : traceProblem(view.trace, checking);
    return expected === null ? [] : [{ path: ['proof', index], message: 'this view cannot be opened', expected }];
  });
}

function signalProblem(ref: string, { stack }: Checking): string | null {
  const [subject = '', figure = ''] = ref.split('|');
  const [kind = '', name = ''] = subject.split(/:(.*)/s);
  const known = figures[kind];
  if (!known) return `a subject that begins with ${Object.keys(figures).join(', ')}`;
  if (!known.includes(figure)) return `${subject}|${known.join(` or ${subject}|`)}`;
  const groups = Object.values(stack.services).flatMap(({ consumerGroup }) => consumerGroup ?? []);
  const names = { service: Object.keys(stack.services), link: stack.links.map(({ id }) => id), group: groups, cache: [''] }[kind] ?? [];
  return names.includes(name) ? null : `one of ${names.join(', ')}`;
}

function changeProblem(id: string, { scenario }: Checking): string | null {
  const telling = scenario.script.flatMap((inject) => (inject.as !== undefined && inject.change ? [inject.as] : []));
  const before = scenario.background.map((_, index) => `background:${index + 1}`);
  return [...telling, ...before].includes(id) ? null : `an inject with a change: ${[...telling, ...before].join(', ') || 'there is none'}`;
}

function traceProblem(through: string, { stack }: Checking): string | null {
  const names = [...Object.keys(stack.services), ...stack.links.map(({ id }) => id)];
  return names.includes(through) ? null : `a service or link: ${names.join(', ')}`;
}
