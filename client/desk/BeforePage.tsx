import { useState } from 'react';
import * as z from 'zod';
import { type DeskScenario, deskScenarioSchema } from '../../core/protocol/desk.ts';
import type { SandboxView } from '../../core/protocol/messages.ts';
import { Shell } from '../app/Shell.tsx';
import { whyNotReady } from '../pages/home/home-words.ts';
import { ShopState } from '../pages/home/ShopState.tsx';
import { SplitDeskChoice } from '../pages/lobby/SplitDesk.tsx';
import { wordsOf } from '../state/api.ts';
import { facilitatorKey } from '../state/identities.ts';
import { notify, useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Notice, Panel, Skeleton } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { deskPost, openedSchema } from './desk-act.ts';
import { Sheet } from './Sheet.tsx';
import { useDeskLoaded } from './use-desk-loaded.ts';

const none: readonly string[] = [];
const listSchema = z.object({ scenarios: z.array(deskScenarioSchema), problems: z.array(z.string()) });

/** Choose an incident, read its sheet, open the lobby. */
export function BeforePage() {
  const list = useDeskLoaded('/api/v1/facilitator/scenarios', listSchema, facilitatorKey());
  const sandbox = useHouse((house) => house.sandbox);
  const [chosen, setChosen] = useState<string | null>(null);
  const scenarios = list?.scenarios ?? [];
  const scenario = scenarios.find(({ scenarioId }) => scenarioId === chosen) ?? scenarios[0] ?? null;
  const scenarioId = scenario && scenario.scenarioId;
  return (
    <Shell wide>
      <div className="desk-before">
        <header>
          <h1>Run a game day</h1>
          <p className="muted">Choose an incident and read its sheet. The lobby gives you link, code and QR for your pod.</p>
        </header>
        <Problems problems={list?.problems ?? none} />
        <div className="desk-choice">
          <Scenarios scenarios={list && scenarios} chosenId={scenarioId} onChoose={setChosen} />
          <SheetPanel scenario={scenario} />
          <OpenPanel scenarioId={scenarioId} sandbox={sandbox} />
        </div>
        {list && <ShopState sandbox={sandbox} />}
      </div>
    </Shell>
  );
}

function SheetPanel({ scenario }: { scenario: DeskScenario | null }) {
  const print = (
    <Button size="sm" variant="quiet" onPress={() => window.print()}>
      Print
    </Button>
  );
  return (
    <Panel title={scenario ? `Sheet: ${scenario.title}` : 'Sheet'} aside={print}>
      {scenario && <Sheet sheet={scenario.sheet} />}
    </Panel>
  );
}

function Problems({ problems }: { problems: readonly string[] }) {
  return problems.map((problem) => (
    <Notice key={problem} tone="warning">
      Scenario refused: {problem}
    </Notice>
  ));
}

interface ScenariosProps {
  scenarios: readonly DeskScenario[] | null;
  chosenId: string | null;
  onChoose: (scenarioId: string) => void;
}

function Scenarios({ scenarios, chosenId, onChoose }: ScenariosProps) {
  return (
    <Panel title="Incidents">
      {!scenarios && <Skeleton width="100%" height={240} />}
      <ul className="desk-scenarios">
        {scenarios?.map(({ scenarioId, title, difficulty, minutes, capabilities }) => (
          <li key={scenarioId}>
            <button type="button" aria-pressed={scenarioId === chosenId} onClick={() => onChoose(scenarioId)}>
              <b>{title}</b>
              <small className="muted">
                difficulty {difficulty} of 5 · up to {minutes} min · {capabilities.join(', ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function OpenPanel({ scenarioId, sandbox }: { scenarioId: string | null; sandbox: SandboxView | null }) {
  const [seed, setSeed] = useState('');
  const [splitDesk, setSplitDesk] = useState(false);
  const [isOpening, setOpening] = useState(false);
  const reason = whyNotReady(sandbox);
  const open = async (): Promise<void> => {
    setOpening(true);
    const answer = await deskPost('drills', { scenarioId, splitDesk, ...(seed === '' ? {} : { seed: Number(seed) }) }, openedSchema);
    setOpening(false);
    notify(answer.ok ? null : wordsOf(answer));
  };
  return (
    <Panel title="Open">
      <div className="desk-open">
        <TextField
          label="Seed (optional)"
          isMono
          value={seed}
          onChange={(typed) => setSeed(typed.replace(/\D/g, '').slice(0, 9))}
          description="Two pods with the same seed meet the same incident. Left empty, one is drawn."
        />
        <SplitDeskChoice isOn={splitDesk} onChange={setSplitDesk} />
        <Button variant="primary" isPending={isOpening} isDisabled={reason !== null || scenarioId === null} onPress={() => void open()}>
          Open the lobby
        </Button>
        <p className="muted" role="status">
          {reason ?? ' '}
        </p>
      </div>
    </Panel>
  );
}
