import type { ControlContext } from '../../controls/control.ts';
import { isPaused } from '../../sandbox/desired.ts';
import type { Plan } from '../../scenario/plan.ts';
import type { ControlParameters } from '../events.ts';
import type { DrillState } from '../state.ts';

/** What runs now and what ran before, newest first: the plan's versions and every release that stands since. */
function versionsNow({ plan, standing }: DrillState): Plan['versions'] {
  const versions = { ...plan.versions };
  for (const { operation } of standing) {
    if (operation.kind !== 'version') continue;
    const { service, version } = operation;
    const known = versions[service];
    if (!known || known.current === version) continue;
    versions[service] = { current: version, previous: [known.current, ...known.previous.filter((earlier) => earlier !== version)] };
  }
  return versions;
}

/** Canaries that run, by service. */
function canariesNow({ standing }: DrillState): ControlContext['canaries'] {
  const canaries: ControlContext['canaries'] = {};
  for (const { operation } of standing) {
    if (operation.kind !== 'canary') continue;
    if (operation.weight === 0) delete canaries[operation.service];
    else canaries[operation.service] = { version: operation.version, weight: operation.weight };
  }
  return canaries;
}

/** What a control finds when it is asked for, and once more when it starts. */
export function contextOf(state: DrillState, target: string, parameters: ControlParameters): ControlContext {
  const services = Object.keys(state.plan.versions);
  return {
    target,
    parameters,
    versions: versionsNow(state),
    canaries: canariesNow(state),
    paused: services.filter((service) => isPaused(service, state.standing)),
  };
}
