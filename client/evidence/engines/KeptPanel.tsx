import { type EngineView, readPlanPlace, readRecordsPlace } from '../../../core/protocol/engine-view.ts';
import type { Panel } from '../../../core/protocol/panels.ts';
import { KafkaViewOf } from './kafka/KafkaTab.tsx';
import { RecordsFound } from './kafka/RecordList.tsx';
import { PlanTable } from './postgres/PlanTable.tsx';
import { PostgresViewOf } from './postgres/PostgresTab.tsx';
import { RedisViewOf } from './redis/RedisTab.tsx';
import './Engines.css';

/** A look into an engine as it was. */
export function KeptPanel({ panel, view }: { panel: Panel; view: EngineView }) {
  return <div className="ev-engine">{shown(panel, view)}</div>;
}

function shown(panel: Panel, view: EngineView) {
  switch (panel.kind) {
    case 'kafka':
      return <KafkaViewOf view={view.view} panel={panel} />;
    case 'kafkaRecords': {
      const place = readRecordsPlace(view.view === 'dead' ? (view.row ?? '') : view.detail);
      return place && <RecordsFound panel={panel} place={place} />;
    }
    case 'postgres':
      return <PostgresViewOf view={view.view} panel={panel} />;
    case 'postgresPlan':
      return readPlanPlace(view.detail) && <PlanTable panel={panel} detail={view.detail} />;
    case 'redis':
      return <RedisViewOf view={view.view} panel={panel} />;
  }
}
