import { useState } from 'react';
import { planDetail, readPlanPlace } from '../../../../core/protocol/engine-view.ts';
import type { OfferedStatement } from '../../../../core/protocol/panels-postgres.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Panel.tsx';
import { Select } from '../../../ui/Select.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { openView, PanelState } from '../PanelFrame.tsx';
import { usePanel } from '../use-panel.ts';
import { PlanTable } from './PlanTable.tsx';

interface PlanViewProps {
  offered: readonly OfferedStatement[];
  /** Statement and values that were asked for; empty for none. */
  detail: string;
}

/** A statement of the shop, really run within two seconds and shown node by node. */
export function PlanView({ offered, detail }: PlanViewProps) {
  const place = readPlanPlace(detail);
  const [chosenName, setChosen] = useState(place?.statement ?? offered[0]?.statement ?? '');
  const chosen = offered.find(({ statement }) => statement === chosenName) ?? offered[0];
  const [typed, setTyped] = useState<Record<string, string>>(place?.values ?? {});
  if (!chosen) return <Empty title="This stack offers no statement to explain." />;
  const values = Object.fromEntries(chosen.parameters.map(({ name, value }) => [name, typed[name] ?? value]));
  const choose = (statement: string): void => {
    setChosen(statement);
    setTyped({});
  };
  return (
    <>
      <div className="ev-engine-form">
        <div className="ev-plan-choice">
          <Select
            label="Statement"
            items={offered.map(({ statement, summary }) => ({ id: statement, label: statement, hint: summary }))}
            value={chosen.statement}
            onChange={choose}
          />
        </div>
        {chosen.parameters.map(({ name, type }) => (
          <div key={name} className="ev-plan-value">
            <TextField
              label={type === 'integer' ? `${name} (number)` : name}
              value={values[name] ?? ''}
              onChange={(value) => setTyped({ ...typed, [name]: value })}
              maxLength={80}
              isMono
            />
          </div>
        ))}
        <Button
          size="sm"
          variant="primary"
          onPress={() => openView('postgres', 'plan', planDetail({ statement: chosen.statement, values }))}
        >
          Explain
        </Button>
      </div>
      <p className="muted">{chosen.summary}</p>
      <pre className="ev-sql">{chosen.sql}</pre>
      {place ? (
        <Explained detail={detail} />
      ) : (
        <Empty title="Nothing was explained yet." hint="It is run once, read-only, and stopped after two seconds." />
      )}
    </>
  );
}

/** Asked once: running it costs the database what it costs a user. */
function Explained({ detail }: { detail: string }) {
  const place = readPlanPlace(detail);
  const look = usePanel(place && { kind: 'postgresPlan', ...place }, false);
  return (
    <>
      <Button size="sm" variant="quiet" isDisabled={look.isLoading} onPress={look.refresh}>
        Run it again
      </Button>
      <PanelState look={look}>{look.panel && <PlanTable panel={look.panel} detail={detail} />}</PanelState>
    </>
  );
}
