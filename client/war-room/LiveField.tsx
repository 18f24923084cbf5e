import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { type LiveChoice, useLiveChoices } from './use-live-choices.ts';

/** What is longer has a line of its own. */
const longFact = 28;

const emptyWords = 'There is nothing to choose from at this moment. It is looked at again when you refresh.';

interface LiveFieldProps {
  control: string;
  target: string;
  parameter: string;
  /** Empty while nothing is chosen. */
  value: string;
  onChange: (value: string) => void;
}

/** One of what the running system shows at this moment, each with its facts. It moves only when asked to; the choice stays. */
export function LiveField({ control, target, parameter, value, onChange }: LiveFieldProps) {
  const { choices, problem, isLoading, refresh } = useLiveChoices({ control, target, parameter });
  const isGone = value !== '' && choices !== null && !choices.some((choice) => choice.value === value);
  return (
    <div className="war-live">
      <div className="war-live-head">
        <span className="ui-label">{parameter}</span>
        <span className="muted" role="status">
          {stateWords(choices, isLoading)}
        </span>
        <Button size="sm" variant="quiet" isPending={isLoading} aria-label={`Refresh ${parameter}`} onPress={refresh}>
          <span aria-hidden>↻</span> Refresh
        </Button>
      </div>
      <div className="war-live-place">
        {choices !== null && choices.length > 0 ? (
          <ListBox
            className="ui-listbox"
            aria-label={parameter}
            items={choices.map((choice) => ({ ...choice, id: choice.value }))}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={value === '' ? [] : [value]}
            onSelectionChange={(keys) => keys !== 'all' && onChange(String([...keys][0] ?? ''))}
          >
            {(choice) => (
              <ListBoxItem id={choice.id} className="ui-option war-live-option" textValue={choice.label}>
                <Choice choice={choice} />
              </ListBoxItem>
            )}
          </ListBox>
        ) : (
          <p className="war-live-empty muted">{choices === null ? '' : emptyWords}</p>
        )}
      </div>
      {isGone && (
        <Notice tone="warning">
          <span className="mono">{value}</span> was chosen and is not there any more. Choose again, or keep it and see.
        </Notice>
      )}
      {problem && <Notice tone="warning">{problem}</Notice>}
    </div>
  );
}

/** Label and facts, each with its name: all of it is read out as the name of the choice. */
function Choice({ choice: { label, facts } }: { choice: LiveChoice }) {
  return (
    <>
      <span className="war-live-label">
        <span aria-hidden className="war-live-mark" />
        <span className="mono">{label}</span>
      </span>
      <span className="war-live-facts">
        {facts
          .filter(({ value }) => value !== '')
          .map(({ name, value }) => (
            <span key={name} className={value.length > longFact ? 'war-live-long' : undefined}>
              <small>{name} </small>
              <span className="mono">{value}</span>
            </span>
          ))}
      </span>
    </>
  );
}

function stateWords(choices: readonly LiveChoice[] | null, isLoading: boolean): string {
  if (isLoading) return 'looking …';
  if (choices === null) return '';
  return choices.length === 0 ? 'none at this moment' : `${choices.length} at this moment`;
}
