import { useState } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { PostmortemView } from '../../core/protocol/debrief.ts';
import { wordsOf } from '../state/api.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { TextField } from '../ui/TextField.tsx';
import { type Draft, keepDraft, keptDraft, merged, type SaveState, saveStateOf } from './draft.ts';
import { recordAct } from './record-act.ts';

type Prompt = PostmortemView['sections'][number]['prompts'][number];

interface PromptEditorProps {
  drillId: string;
  prompt: Prompt;
  mayWrite: boolean;
  onSaved: () => Promise<void>;
}

const stateWords: Record<SaveState, string> = {
  saved: '',
  unsaved: 'not saved yet',
  saving: 'saving …',
  conflict: 'changed by somebody else meanwhile',
};

/** One question with its answer. What is typed is kept until it is saved, also over a reload and a conflict. */
export function PromptEditor({ drillId, prompt, mayWrite, onSaved }: PromptEditorProps) {
  const draftId = `${drillId}.${prompt.promptId}`;
  const [draft, setDraft] = useState(() => keptDraft(draftId));
  const keep = (next: Draft | null): void => {
    setDraft(next);
    keepDraft(draftId, next);
  };
  return (
    <div className="postmortem-prompt">
      <p className="postmortem-question">{prompt.question}</p>
      {draft === null ? (
        <Answer prompt={prompt} mayWrite={mayWrite} onEdit={() => keep({ text: prompt.text, baseRevision: prompt.revision })} />
      ) : (
        <Editor drillId={drillId} prompt={prompt} draft={draft} onKeep={keep} onSaved={onSaved} />
      )}
    </div>
  );
}

function Answer({ prompt, mayWrite, onEdit }: { prompt: Prompt; mayWrite: boolean; onEdit: () => void }) {
  const isEmpty = prompt.text.trim() === '';
  return (
    <>
      {!isEmpty && (
        <div className="postmortem-text">
          <Markdown remarkPlugins={[remarkGfm]}>{prompt.text}</Markdown>
          <p className="muted">{prompt.by}</p>
        </div>
      )}
      {mayWrite && (
        <Button size="sm" variant="quiet" aria-label={`${isEmpty ? 'Answer' : 'Edit'}: ${prompt.question}`} onPress={onEdit}>
          {isEmpty ? 'Answer' : 'Edit'}
        </Button>
      )}
    </>
  );
}

interface EditorProps {
  drillId: string;
  prompt: Prompt;
  draft: Draft;
  onKeep: (draft: Draft | null) => void;
  onSaved: () => Promise<void>;
}

function Editor({ drillId, prompt, draft, onKeep, onSaved }: EditorProps) {
  const [isSaving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<{ code: string; words: string } | null>(null);
  const isConflict = refusal?.code === 'edit_conflict';
  const state = saveStateOf({ typed: draft.text, saved: prompt.text, isSaving, conflict: isConflict });
  const save = async (): Promise<void> => {
    setSaving(true);
    const answer = await recordAct(drillId, { type: 'editPostmortem', promptId: prompt.promptId, ...draft });
    await onSaved();
    setSaving(false);
    if (answer.ok) onKeep(null);
    else setRefusal({ code: answer.code, words: wordsOf(answer) });
  };
  const resolveWith = (text: string): void => {
    setRefusal(null);
    onKeep({ text, baseRevision: prompt.revision });
  };
  return (
    <>
      <TextField
        label={prompt.question}
        isHiddenLabel
        multiline
        rows={4}
        maxLength={8000}
        value={draft.text}
        onChange={(text) => onKeep({ ...draft, text })}
        isDisabled={isSaving}
        autoFocus
      />
      {isConflict && <Conflict theirs={prompt} onTake={resolveWith} mine={draft.text} />}
      {refusal && !isConflict && <Notice tone="warning">{refusal.words}</Notice>}
      <p className="postmortem-ways">
        <span className="muted" role="status">
          {stateWords[state]}
        </span>
        <Button size="sm" variant="quiet" onPress={() => onKeep(null)}>
          Discard what I typed
        </Button>
        <Button size="sm" variant="primary" isPending={isSaving} onPress={() => void save()}>
          Save
        </Button>
      </p>
    </>
  );
}

/** Both texts, side by side; nothing is overwritten unseen. */
function Conflict({ theirs, mine, onTake }: { theirs: Prompt; mine: string; onTake: (text: string) => void }) {
  return (
    <div className="postmortem-conflict">
      <Notice tone="warning">{theirs.by ?? 'Somebody'} changed this text while you wrote. Choose, or keep both; then save.</Notice>
      <pre>{theirs.text}</pre>
      <p className="postmortem-ways">
        <Button size="sm" onPress={() => onTake(theirs.text)}>
          Take theirs
        </Button>
        <Button size="sm" onPress={() => onTake(mine)}>
          Keep mine
        </Button>
        <Button size="sm" onPress={() => onTake(merged(mine, theirs.text))}>
          Keep both
        </Button>
      </p>
    </div>
  );
}
