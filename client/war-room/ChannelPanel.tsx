import { useEffect, useRef, useState } from 'react';
import type { TimelineEntry } from '../../core/protocol/drill-view.ts';
import { clock } from '../format.ts';
import { useDraft } from '../state/drafts.ts';
import { openEvidence } from '../state/selection.ts';
import { useHouse } from '../state/store.ts';
import { useAct } from '../state/use-act.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { Empty } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type ChannelFilter, channelFilters, drawnLines, kindGlyphs, linesOf } from './channel-lines.ts';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';

export const messageFieldId = 'war-message';
/** Scrolled up further than this, new lines are announced instead of scrolled to. */
const nearBottomPx = 48;

/** What people say and, by itself, what happens. */
export function ChannelPanel({ drillId }: { drillId: string }) {
  const timeline = useHouse((house) => house.timeline);
  const [filter, setFilter] = useState<ChannelFilter>('all');
  const [drawn, setDrawn] = useState(drawnLines);
  const { lines, earlier } = linesOf(timeline, filter, drawn);
  const list = useRef<HTMLDivElement>(null);
  const newest = lines.reduce((max, { index }) => Math.max(max, index), -1);
  const { atBottom, seen, follow, onScroll } = useBottom(list, { newest, drawn: lines.length });
  const fresh = atBottom ? 0 : lines.filter(({ index }) => index > seen).length;
  return (
    <div className="war-channel">
      <div className="war-chips" role="group" aria-label="Which lines">
        {channelFilters.map(({ id, title }) => (
          <Chip key={id} isPressed={filter === id} onPress={() => setFilter(id)}>
            {title}
          </Chip>
        ))}
      </div>
      <div className="war-lines" ref={list} onScroll={onScroll} role="log" aria-label="Incident channel" tabIndex={0}>
        {earlier > 0 && (
          <Button size="sm" variant="quiet" onPress={() => setDrawn(drawn + drawnLines)}>
            Show {Math.min(earlier, drawnLines)} earlier lines
          </Button>
        )}
        {lines.length === 0 && (
          <Empty title="Nothing of this sort yet." hint="Alerts, actions, changes and what people write appear here by themselves." />
        )}
        <ol>
          {lines.map((line) => (
            <Line key={line.index} line={line} />
          ))}
        </ol>
      </div>
      {fresh > 0 && (
        <button type="button" className="war-new-lines" onClick={follow}>
          {fresh} new ↓
        </button>
      )}
      <Composer drillId={drillId} />
    </div>
  );
}

/** Stays at the newest line unless somebody scrolled up to read; what is new is known by the line itself, for the number drawn is capped. */
function useBottom(list: React.RefObject<HTMLDivElement | null>, { newest, drawn }: { newest: number; drawn: number }) {
  const [atBottom, setAtBottom] = useState(true);
  const [seen, setSeen] = useState(newest);
  const follow = (): void => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
    setAtBottom(true);
  };
  useEffect(() => {
    if (!atBottom) return;
    list.current?.scrollTo({ top: list.current.scrollHeight });
    setSeen((before) => Math.max(before, newest));
  }, [atBottom, newest, drawn, list]);
  const onScroll = (): void => {
    const place = list.current;
    if (place) setAtBottom(place.scrollHeight - place.scrollTop - place.clientHeight < nearBottomPx);
  };
  return { atBottom, seen, follow, onScroll };
}

function Line({ line }: { line: TimelineEntry }) {
  const { atMs, kind, from, text, evidence } = line;
  return (
    <li className={`war-line war-line-${kind}`}>
      <time className="mono">{atMs < 0 ? `-${clock(-atMs)}` : clock(atMs)}</time>
      <span className="war-line-glyph" aria-hidden>
        {kindGlyphs[kind]}
      </span>
      <span className="war-line-body">
        <b>{from}</b> <span className="war-line-text">{text}</span>
        {evidence && (
          <button
            type="button"
            className="war-link war-line-open"
            aria-label={`Open: ${evidence.label}`}
            onClick={() => openEvidence(evidence)}
          >
            open
          </button>
        )}
      </span>
    </li>
  );
}

function Composer({ drillId }: { drillId: string }) {
  const [text, setText] = useDraft<string>(`${drillId}.message`, '');
  const { act, pending } = useAct();
  const whyNot = useWhyNot('talk');
  const whyNoUpdate = useWhyNot('respond');
  const hint = useHouse((house) => house.drill?.hints.next ?? null);
  const post = async (): Promise<void> => {
    if (text.trim() === '' || pending || whyNot !== null) return;
    const sent = await act({ type: 'postNote', text: text.trim() });
    if (sent.ok) setText('');
  };
  return (
    <div className="war-composer" id={messageFieldId}>
      <TextField
        label="Message"
        isHiddenLabel
        multiline
        rows={2}
        maxLength={2000}
        value={text}
        onChange={setText}
        placeholder={whyNot ?? 'Message to the channel'}
        onKeyDown={(event) => {
          // Enter that ends the composition of a word (Japanese, Chinese) is not one that sends.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void post();
        }}
      />
      <div className="war-composer-row">
        <Button
          size="sm"
          variant="primary"
          isPending={pending}
          isDisabled={text.trim() === '' || whyNot !== null}
          onPress={() => void post()}
        >
          Send
        </Button>
        <Button size="sm" isDisabled={whyNoUpdate !== null} onPress={() => openDialog({ kind: 'update' })}>
          Status update …
        </Button>
        {hint && (
          <Button size="sm" variant="quiet" isDisabled={whyNoUpdate !== null} onPress={() => openDialog({ kind: 'hint' })}>
            Hint ({hint.costPercent} %) …
          </Button>
        )}
      </div>
    </div>
  );
}
