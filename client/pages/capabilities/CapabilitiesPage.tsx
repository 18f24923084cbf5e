import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import * as z from 'zod';
import { type CapabilityView, capabilitiesSchema } from '../../../core/protocol/capabilities.ts';
import { type DeskScenario, deskScenarioSchema } from '../../../core/protocol/desk.ts';
import { Shell } from '../../app/Shell.tsx';
import { wordsOf } from '../../state/api.ts';
import { facilitatorKey } from '../../state/identities.ts';
import { useLoaded } from '../../state/use-loaded.ts';
import { Notice, Panel, Skeleton } from '../../ui/Panel.tsx';
import { useOwnRecord } from '../home/use-own-record.ts';
import { type TrainedBy, trainedBy } from './trained.ts';
import './CapabilitiesPage.css';

type Practice = CapabilityView['practices'][number];

const scenariosSchema = z.object({ scenarios: z.array(deskScenarioSchema) });

/** What can be practised here, and what of it this browser has played. */
export function CapabilitiesPage() {
  const key = facilitatorKey();
  useEffect(() => {
    document.title = 'Capabilities · Brownout';
  }, []);
  return (
    <Shell>
      <div className="capabilities">
        <header>
          <h1>Capabilities</h1>
          <p className="muted">
            What the incidents train, practice by practice. Which incident trains what is sealed until you have played it; then it is named
            here.
          </p>
        </header>
        {key === null ? <CapabilityMap scenarios={[]} /> : <OpenMap facilitatorKey={key} />}
      </div>
    </Shell>
  );
}

/** With the key all drills are named; one of a former server opens nothing, and the map is then that of a player. */
function OpenMap({ facilitatorKey }: { facilitatorKey: string }) {
  const { value, refused } = useLoaded('/api/v1/facilitator/scenarios', scenariosSchema, facilitatorKey);
  return <CapabilityMap scenarios={value?.scenarios ?? (refused ? [] : null)} />;
}

/** Drawn once all of it is there: a name that came later would push what stands below it. */
function CapabilityMap({ scenarios }: { scenarios: readonly DeskScenario[] | null }) {
  const { value, refused } = useLoaded('/api/v1/capabilities', capabilitiesSchema);
  const played = useOwnRecord();
  if (refused) return <Notice tone="warning">{wordsOf(refused)}</Notice>;
  if (!value || !scenarios || !played) return <Skeleton width="100%" height={400} />;
  return value.capabilities.map(({ id, name, practices }) => (
    <Panel key={id} title={name}>
      <Practices practices={practices} nameDrills={(practice) => trainedBy(practice, played, scenarios)} />
    </Panel>
  ));
}

function Practices({ practices, nameDrills }: { practices: readonly Practice[]; nameDrills: (practice: string) => TrainedBy[] }) {
  return (
    <ul className="capabilities-list">
      {practices.map(({ id, name, meaning, drills }) => (
        <li key={id}>
          <h3>{name}</h3>
          <p>{meaning}</p>
          <p className="capabilities-count mono">{drills === 0 ? 'no drill yet' : drills === 1 ? '1 drill' : `${drills} drills`}</p>
          <Drills drills={nameDrills(id)} />
        </li>
      ))}
    </ul>
  );
}

function Drills({ drills }: { drills: readonly TrainedBy[] }) {
  return (
    <ul className="capabilities-drills muted">
      {drills.map(({ title, drillId }) => (
        <li key={title}>
          {drillId === null ? (
            title
          ) : (
            <Link to="/drill/$drillId/debrief" params={{ drillId }}>
              {title}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
