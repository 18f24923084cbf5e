import { memo, useState } from 'react';
import { messageLength } from '../../../core/protocol/message-length.ts';
import { gameTime } from '../../format.ts';
import { useAct } from '../../state/use-act.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { isLong, kindGlyphs, type ReadLine } from '../channel-lines.ts';
import { showEvidence } from '../split/evidence-here.ts';

interface LineProps {
  line: ReadLine;
  /** Written by who looks at it. */
  isOwn: boolean;
  mayTalk: boolean;
  mayPin: boolean;
}

const reworded: readonly ReadLine['kind'][] = ['message', 'note'];

/** One line at its own time, in its newest words. Text of people is drawn as text, and cannot reorder what stands around it. */
export const ChannelLine = memo(function ChannelLine(props: LineProps) {
  const { index, atMs, kind, from, text, evidence, pinnedBy } = props.line;
  const [isReworded, setReworded] = useState(false);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target === event.currentTarget && event.key === 'Enter' && evidence) showEvidence(evidence);
  };
  return (
    <li
      className={`war-line war-line-${kind}${pinnedBy === null ? '' : ' war-line-pinned'}`}
      data-line={index}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <time className="mono">{gameTime(atMs)}</time>
      <span className="war-line-glyph" aria-hidden>
        {kindGlyphs[kind]}
      </span>
      <div className="war-line-body">
        <b>
          <bdi>{from}</bdi>
        </b>{' '}
        <Marks kind={kind} pinnedBy={pinnedBy} />
        {isReworded ? <Rewording line={props.line} onDone={() => setReworded(false)} /> : <Words text={text} />}
        {evidence && (
          <button
            type="button"
            className="war-link war-line-open"
            aria-label={`Open: ${evidence.label}`}
            onClick={() => showEvidence(evidence)}
          >
            open
          </button>
        )}
        <Former line={props.line} />
        <Acts {...props} onReword={() => setReworded(true)} />
      </div>
    </li>
  );
});

const kindMarks: Partial<Record<ReadLine['kind'], string>> = { decision: 'decided', note: 'note' };

function Marks({ kind, pinnedBy }: Pick<ReadLine, 'kind' | 'pinnedBy'>) {
  const mark = kindMarks[kind];
  return (
    <>
      {mark !== undefined && <span className="war-line-mark">{mark}</span>}{' '}
      {pinnedBy !== null && (
        <span className="war-line-mark" title={`pinned by ${pinnedBy}`}>
          ⚑ pinned
        </span>
      )}{' '}
    </>
  );
}

/** Seen on a line that is pointed at or in focus; a key presses them too. */
function Acts({ line: { index, kind, pinnedBy }, isOwn, mayTalk, mayPin, onReword }: LineProps & { onReword: () => void }) {
  const { act, pending } = useAct();
  return (
    <span className="war-line-acts">
      {mayPin && (
        <button
          type="button"
          data-act="pin"
          className="war-link war-line-open"
          disabled={pending}
          onClick={() => void act({ type: pinnedBy === null ? 'pinLine' : 'unpinLine', index })}
        >
          {pinnedBy === null ? 'pin' : 'unpin'}
        </button>
      )}
      {isOwn && mayTalk && reworded.includes(kind) && (
        <button type="button" data-act="reword" className="war-link war-line-open" onClick={onReword}>
          edit
        </button>
      )}
    </span>
  );
}

/** A flood takes no more room than a few lines until somebody wants it. */
function Words({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!isLong(text)) {
    return (
      <span className="war-line-text" dir="auto">
        {text}
      </span>
    );
  }
  return (
    <>
      <span className={`war-line-text war-line-long${isOpen ? '' : ' war-line-folded'}`} dir="auto">
        {text}
      </span>
      <button type="button" className="war-link war-line-open" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'show less' : 'show all of it'}
      </button>
    </>
  );
}

/** What it said before, for who wants to know. */
function Former({ line: { former } }: { line: ReadLine }) {
  if (former.length === 0) return null;
  return (
    <details className="war-line-former">
      <summary>edited{former.length > 1 ? ` ${former.length} times` : ''}</summary>
      <ol>
        {former.map(({ text, untilMs }) => (
          <li key={untilMs}>
            <span className="mono muted">until {gameTime(untilMs)}</span> <Words text={text} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Rewording({ line: { index, text }, onDone }: { line: ReadLine; onDone: () => void }) {
  const [words, setWords] = useState(text);
  const { act, pending } = useAct();
  const save = async (): Promise<void> => {
    if (words.trim() === '' || pending) return;
    const sent = await act({ type: 'editMessage', index, text: words.trim() });
    if (sent.ok) onDone();
  };
  return (
    <div className="war-rewording">
      <TextField
        label="New wording"
        isHiddenLabel
        multiline
        rows={2}
        maxLength={messageLength}
        value={words}
        onChange={setWords}
        autoFocus
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') onDone();
          else if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            void save();
          }
        }}
      />
      <span className="war-rewording-foot">
        <Button size="sm" variant="primary" isPending={pending} isDisabled={words.trim() === ''} onPress={() => void save()}>
          Save
        </Button>
        <Button size="sm" variant="quiet" onPress={onDone}>
          Leave it
        </Button>
      </span>
    </div>
  );
}
