/** Checks of change requests: what they ship exists, each has its truth, and the expert answers each. */
import { operationsOf, serviceOf } from '../requests/shipment.ts';
import { operationProblem } from '../sandbox/check-operation.ts';
import type { Checking } from './checking.ts';
import { compileShipment } from './compile-request.ts';
import { unknownName } from './names.ts';
import type { Finding } from './problem.ts';
import type { ResolvedInject } from './schema.ts';
import type { AuthoredRequest } from './schema-request.ts';
import type { ResolvedStep } from './schema-responder.ts';

type Path = Finding['path'];

export function checkRequests(checking: Checking): Finding[] {
  const { script } = checking.scenario;
  const asked = script.flatMap((inject, index) =>
    inject.request ? checkRequest(inject, inject.request, { path: ['script', index], checking }) : [],
  );
  return [...asked, ...checkTruths(checking), ...checkDecisions(checking)];
}

interface Place {
  path: Path;
  checking: Checking;
}

function checkRequest({ as }: ResolvedInject, request: AuthoredRequest, { path, checking }: Place): Finding[] {
  const { scenario, names } = checking;
  const unnamed =
    as === undefined ? [{ path, message: 'this change request has no id', expected: 'as: r1, which its truth and the expert name' }] : [];
  const unjudged =
    as === undefined || scenario.truth.requests.some((truth) => truth.request === as)
      ? []
      : [
          {
            path: [...path, 'request'],
            message: `nothing says what would be right for ${as}`,
            expected: `truth.requests: [{ request: ${as}, right: approve | hold | conditions, because: … }]`,
          },
        ];
  const owner = unknownName([...path, 'request', 'owner'], { kind: 'owner', name: request.owner, names: names.owners });
  return [...unnamed, ...unjudged, ...owner, ...checkShipment(request.ships, [...path, 'request', 'ships'], checking)];
}

function checkShipment(ships: AuthoredRequest['ships'], path: Path, { stack, names }: Checking): Finding[] {
  if ('flag' in ships) return unknownName([...path, 'flag'], { kind: 'flag', name: ships.flag, names: names.flags });
  if ('migration' in ships) {
    const { migrations } = stack.engines.postgres;
    return unknownName([...path, 'migration'], { kind: 'migration', name: ships.migration, names: migrations });
  }
  const shipment = compileShipment(ships);
  const problem = operationsOf(shipment, { conditions: [], hasCanary: false })
    .map((operation) => operationProblem({ stack, flags: {} }, operation))
    .find((found) => found !== null);
  const place = 'release' in ships ? [...path, 'release'] : [...path, 'apiVersion'];
  return problem === undefined || problem === null
    ? []
    : [{ path: place, message: problem, expected: `something that ${serviceOf(shipment)} can be in this stack` }];
}

function checkTruths({ scenario }: Checking): Finding[] {
  const ids = requestIds(scenario.script);
  return scenario.truth.requests.flatMap(({ request, right, conditions, fixes }, index) => {
    const path = ['truth', 'requests', index];
    const idle =
      right !== 'conditions' && conditions.length > 0
        ? [
            {
              path: [...path, 'conditions'],
              message: `what is right here is ${right}: no condition has to be set`,
              expected: 'right: conditions',
            },
          ]
        : [];
    const unfit =
      fixes && right !== 'approve'
        ? [{ path: [...path, 'fixes'], message: `what is right here is ${right}: it cannot be a fix`, expected: 'right: approve' }]
        : [];
    return [...unknownName([...path, 'request'], { kind: 'change request', name: request, names: ids }), ...idle, ...unfit];
  });
}

/** Steps name requests that come, and the expert leaves none without an answer. */
function checkDecisions({ scenario }: Checking): Finding[] {
  const ids = requestIds(scenario.script);
  const unknown = Object.entries(scenario.responders).flatMap(([name, steps]) =>
    steps.flatMap((step, index) => {
      const request = requestIn(step);
      if (request === null || request === 'any') return [];
      return unknownName(['responders', name, index, 'request'], { kind: 'change request', name: request, names: ids });
    }),
  );
  const open = scenario.script.flatMap(({ as, request, drawer }) => (as !== undefined && request && !drawer ? [as] : []));
  const left = unanswered(open, scenario.responders['expert'] ?? []).map((id) => ({
    path: ['responders', 'expert'],
    message: `the expert never answers ${id}`,
    expected: `{ do: decide, request: ${id}, verdict: … }, after { wait: { request: ${id} } }`,
  }));
  return [...unknown, ...left];
}

/** Each answer to `any` is one to a request that no other answer names. */
function unanswered(open: readonly string[], steps: readonly ResolvedStep[]): string[] {
  const answered = steps.flatMap((step) => ('do' in step && step.do === 'decide' ? [step.request] : []));
  return open.filter((id) => !answered.includes(id)).slice(answered.filter((request) => request === 'any').length);
}

function requestIn(step: ResolvedStep): string | null {
  if ('wait' in step) return 'request' in step.wait ? step.wait.request : null;
  return step.do === 'decide' ? step.request : null;
}

function requestIds(script: readonly ResolvedInject[]): string[] {
  return script.flatMap(({ as, request }) => (as !== undefined && request ? [as] : []));
}
