import { useId, useRef, useState } from 'react';
import { messageLength } from '../../../core/protocol/message-length.ts';
import { useDraft } from '../../state/drafts.ts';
import { useHouse } from '../../state/store.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { openDialog } from '../dialogs.ts';
import { useWhyNot } from '../may-act.ts';
import { completionsOf, isSlash, isUnfinishedName, messageOf } from '../slash/read-slash.ts';
import type { Completion } from '../slash/slash-command.ts';
import { runSlash, useSlashContext } from './use-slash.ts';

export const messageFieldId = 'war-message';
const mostOffered = 8;

/** Messages and slash commands. What is typed stays until it was taken. */
export function Composer({ drillId }: { drillId: string }) {
  const [text, setText] = useDraft<string>(`${drillId}.message`, '');
  const { act, pending } = useAct();
  const context = useSlashContext();
  const whyNot = useWhyNot('talk');
  const completions = useCompletions(text, context && ((typed) => completionsOf(typed, context)));
  const isCommand = isSlash(text);
  const problem = tooLong(text);
  const send = async (): Promise<void> => {
    if (text.trim() === '' || pending || problem !== null || context === null) return;
    if (isCommand) {
      if (await runSlash(text, context, act)) setText('');
      return;
    }
    if (whyNot !== null) return;
    const sent = await act({ type: 'postNote', text: messageOf(text) });
    if (sent.ok) setText('');
  };
  const take = ({ insert }: Completion): void => {
    setText(insert);
    completions.reset();
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    // Enter that ends the composition of a word (Japanese, Chinese) is not one that sends.
    if (event.nativeEvent.isComposing) return;
    const chosen = completions.chosenBy(event.key, isUnfinishedName(text));
    if (chosen === 'moved') event.preventDefault();
    else if (chosen !== null) {
      event.preventDefault();
      take(chosen);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };
  return (
    <div className="war-composer" id={messageFieldId}>
      <CompletionList completions={completions} onTake={take} />
      <textarea
        className="ui-input"
        aria-label="Message"
        aria-autocomplete="list"
        aria-controls={completions.isOpen ? completions.listId : undefined}
        aria-activedescendant={completions.isOpen ? completions.activeId : undefined}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : completions.problemId}
        rows={2}
        dir="auto"
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
        onBlur={completions.close}
        placeholder={whyNot ?? 'Message to the channel, or / for a command'}
      />
      {problem !== null && (
        <p className="war-too-long" id={completions.problemId} role="alert">
          ▲ {problem}
        </p>
      )}
      <Foot
        isCommand={isCommand}
        isPending={pending}
        isDisabled={text.trim() === '' || problem !== null || (whyNot !== null && !isCommand)}
        onSend={() => void send()}
      />
    </div>
  );
}

/** Nothing is cut off behind somebody's back, and nothing is sent that the house would refuse. */
function tooLong(text: string): string | null {
  if (messageOf(text).length <= messageLength) return null;
  return `This has ${messageOf(text).length.toLocaleString('en')} characters; a message holds ${messageLength.toLocaleString('en')}. Shorten it: nothing was sent.`;
}

interface FootProps {
  isCommand: boolean;
  isPending: boolean;
  isDisabled: boolean;
  onSend: () => void;
}

function Foot({ isCommand, isPending, isDisabled, onSend }: FootProps) {
  const whyNoUpdate = useWhyNot('respond', { type: 'postUpdate' });
  const whyNoHint = useWhyNot('respond');
  const whyNoDecision = useWhyNot('talk', { type: 'recordDecision' });
  const hint = useHouse((house) => house.drill?.hints.next ?? null);
  return (
    <div className="war-composer-row">
      <Button size="sm" variant="primary" isPending={isPending} isDisabled={isDisabled} onPress={onSend}>
        {isCommand ? 'Run' : 'Send'}
      </Button>
      <Button size="sm" isDisabled={whyNoUpdate !== null} onPress={() => openDialog({ kind: 'update' })}>
        Status update …
      </Button>
      <Button size="sm" variant="quiet" isDisabled={whyNoDecision !== null} onPress={() => openDialog({ kind: 'decision' })}>
        Decision …
      </Button>
      {hint && (
        <Button size="sm" variant="quiet" isDisabled={whyNoHint !== null} onPress={() => openDialog({ kind: 'hint' })}>
          Hint ({hint.costPercent} %) …
        </Button>
      )}
    </div>
  );
}

interface Completions {
  found: readonly Completion[];
  active: number;
  isOpen: boolean;
  listId: string;
  problemId: string;
  activeId: string | undefined;
  close: () => void;
  reset: () => void;
  /** What this key takes; `moved` when it went to another one; null for a key that is not for the list. */
  chosenBy: (key: string, isUnfinished: boolean) => Completion | 'moved' | null;
}

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };

/** A list under the fingers: arrows move, Tab takes, Escape closes; Enter takes what was moved to, or finishes a name that is begun. */
function useCompletions(text: string, find: ((text: string) => Completion[]) | null): Completions {
  const id = useId();
  const [active, setActive] = useState({ text: '', index: -1 });
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const found = (find?.(text) ?? []).slice(0, mostOffered);
  const isOpen = found.length > 0 && closedFor !== text;
  // What was moved to belongs to the list of that text alone.
  const index = active.text === text ? active.index : -1;
  const move = (by: 1 | -1): 'moved' => {
    setActive({ text, index: (Math.max(index, by > 0 ? -1 : 0) + by + found.length) % found.length });
    return 'moved';
  };
  const chosenBy: Completions['chosenBy'] = (key, isUnfinished) => {
    if (!isOpen) return null;
    const by = steps[key];
    if (by !== undefined) return move(by);
    if (key === 'Escape') {
      setClosedFor(text);
      return 'moved';
    }
    return takes(key, index >= 0 || isUnfinished) ? (found[Math.max(0, index)] ?? null) : null;
  };
  return {
    ...{ found, active: index, isOpen, chosenBy },
    listId: `${id}-list`,
    problemId: `${id}-problem`,
    activeId: index >= 0 ? `${id}-${index}` : undefined,
    close: () => setClosedFor(text),
    reset: () => setClosedFor(null),
  };
}

const takes = (key: string, isEnterMeant: boolean): boolean => key === 'Tab' || (key === 'Enter' && isEnterMeant);

function CompletionList({ completions, onTake }: { completions: Completions; onTake: (completion: Completion) => void }) {
  const { found, active, isOpen, listId } = completions;
  const list = useRef<HTMLUListElement>(null);
  return (
    <>
      <span className="visually-hidden" role="status">
        {isOpen ? `${found.length} to choose from: arrows, then Tab` : ''}
      </span>
      {isOpen && (
        <ul className="war-completions" role="listbox" id={listId} aria-label="Commands" ref={list}>
          {found.map((completion, index) => (
            <li
              key={completion.insert}
              id={`${listId.slice(0, -'-list'.length)}-${index}`}
              role="option"
              aria-selected={index === active}
              // Before the field loses the focus.
              onPointerDown={(event) => {
                event.preventDefault();
                onTake(completion);
              }}
            >
              <bdi className="mono">{completion.label}</bdi>
              {completion.hint !== undefined && <small dir="auto">{completion.hint}</small>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
