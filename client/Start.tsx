import { useEffect, useState } from 'react';
import type { ScenarioCard } from '../core/protocol/messages.ts';
import { fetchScenarios, startPractice } from './api.ts';
import { useWarRoom } from './store.ts';

/** Starts a practice drill on the warm sandbox; says why not while there is none. */
export function Start() {
  const sandbox = useWarRoom((state) => state.sandbox);
  const phase = useWarRoom((state) => state.drill?.phase);
  const [cards, setCards] = useState<ScenarioCard[]>([]);
  const [chosen, setChosen] = useState('');
  const [asking, setAsking] = useState(false);
  useEffect(() => void fetchScenarios().then(setCards), []);
  if (phase === 'baseline' || phase === 'live' || phase === 'paused') return null;
  const ready = sandbox?.state === 'ready';
  const start = async () => {
    setAsking(true);
    await startPractice(chosen === '' ? null : chosen);
    setAsking(false);
  };
  return (
    <form
      className="start"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <label>
        Practice
        <select value={chosen} onChange={(event) => setChosen(event.target.value)}>
          <option value="">Any incident</option>
          {cards.map(({ scenarioId, name, difficulty, minutes }) => (
            <option key={scenarioId} value={scenarioId}>
              {`${name} · difficulty ${difficulty} · ${minutes} min`}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" disabled={!ready || asking}>
        Practise now
      </button>
      <span className="hint">{ready ? 'The shop is up and under load.' : (sandbox?.message ?? 'Waiting for the server.')}</span>
    </form>
  );
}
