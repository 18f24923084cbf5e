import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel, Skeleton } from '../../ui/Panel.tsx';

interface ScenarioCardsProps {
  cards: readonly ScenarioCard[] | null;
  isDisabled: boolean;
  onStart: (scenarioId: string) => void;
}

/** Incidents by neutral names: nothing here tells what is wrong. */
export function ScenarioCards({ cards, isDisabled, onStart }: ScenarioCardsProps) {
  return (
    <Panel title="Incidents">
      <ul className="home-cards">
        {cards === null && [0, 1, 2].map((index) => <Skeleton key={index} width="100%" height={104} />)}
        {cards?.map(({ scenarioId, name, difficulty, minutes }) => (
          <li key={scenarioId} className="home-card">
            <h3>{name}</h3>
            <p className="muted">
              <span aria-hidden className="home-dots">
                {'●'.repeat(difficulty)}
                {'○'.repeat(Math.max(0, 5 - difficulty))}
              </span>{' '}
              difficulty {difficulty} of 5 · up to {minutes} min
            </p>
            <Button size="sm" isDisabled={isDisabled} aria-label={`Play ${name}`} onPress={() => onStart(scenarioId)}>
              Play
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
