import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel, Skeleton } from '../../ui/Panel.tsx';
import { outcomeWords } from './home-words.ts';

interface ScenarioCardsProps {
  cards: readonly ScenarioCard[] | null;
  /** Own drills, newest first. */
  played: readonly OwnDrill[];
  isDisabled: boolean;
  onStart: (scenarioId: string) => void;
}

/** Incidents by neutral names: nothing here tells what is wrong. */
export function ScenarioCards({ cards, played, isDisabled, onStart }: ScenarioCardsProps) {
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
            <LastResult last={played.find((drill) => drill.scenarioId === scenarioId)} />
            <Button size="sm" isDisabled={isDisabled} aria-label={`Play ${name}`} onPress={() => onStart(scenarioId)}>
              Play
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Own last result; what it trains only once its truth is known. The line is there before it is filled, so that cards keep their size. */
function LastResult({ last }: { last: OwnDrill | undefined }) {
  return (
    <p className="muted home-card-last">
      {last ? `Last time: ${outcomeWords(last.outcome).toLowerCase()}` : 'Not played yet'}
      {last?.told ? ` · ${last.told.capabilities.join(', ')}` : ''}
    </p>
  );
}
