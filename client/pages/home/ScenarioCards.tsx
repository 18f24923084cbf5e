import type { ScenarioCard } from '../../../core/protocol/messages.ts';
import type { OwnDrill } from '../../../core/protocol/own-record.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel, Skeleton } from '../../ui/Panel.tsx';
import { lengthWords, outcomeWords } from './home-words.ts';

interface ScenarioCardsProps {
  cards: readonly ScenarioCard[] | null;
  /** Own drills, newest first. */
  played: readonly OwnDrill[];
  isDisabled: boolean;
  onStart: (scenarioId: string) => void;
}

/** By neutral names: nothing here tells what is wrong. What is no incident stands apart, since nothing breaks in it. */
export function ScenarioCards({ cards, ...rest }: ScenarioCardsProps) {
  const optimisations = cards?.filter(({ kind }) => kind === 'optimisation') ?? [];
  return (
    <>
      <Panel title="Incidents">
        <ul className="home-cards">
          {cards === null &&
            [0, 1, 2].map((index) => (
              <li key={index}>
                <Skeleton width="100%" height={104} />
              </li>
            ))}
          {cards?.map((card) => card.kind === 'incident' && <Card key={card.scenarioId} card={card} {...rest} />)}
        </ul>
      </Panel>
      {optimisations.length > 0 && (
        <Panel title="Make it faster">
          <p className="muted home-cards-lead">
            Nothing breaks: measure, change what the shop does, and cut the 95th percentile under the same load.
          </p>
          <ul className="home-cards">
            {optimisations.map((card) => (
              <Card key={card.scenarioId} card={card} {...rest} />
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}

type CardProps = Omit<ScenarioCardsProps, 'cards'> & { card: ScenarioCard };

function Card({ card: { scenarioId, name, difficulty, minutes, tutorial }, played, isDisabled, onStart }: CardProps) {
  return (
    <li className="home-card">
      <h3>
        {name} {tutorial && <Badge tone="neutral">Tutorial</Badge>}
      </h3>
      <p className="muted">
        <span aria-hidden className="home-dots">
          {'●'.repeat(difficulty)}
          {'○'.repeat(Math.max(0, 5 - difficulty))}
        </span>{' '}
        difficulty {difficulty} of 5 · {lengthWords({ tutorial, minutes })}
      </p>
      <LastResult last={played.find((drill) => drill.scenarioId === scenarioId)} />
      <Button size="sm" isDisabled={isDisabled} aria-label={`Play ${name}`} onPress={() => onStart(scenarioId)}>
        Play
      </Button>
    </li>
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
