import type { Plan } from '../../scenario/plan.ts';
import type { DrillState } from '../state.ts';

/** What runs now and what ran before, newest first: the plan's versions and every release that stands since. */
export function versionsNow({ plan, standing }: DrillState): Plan['versions'] {
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
