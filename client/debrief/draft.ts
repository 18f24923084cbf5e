/** Text that was typed and not saved yet, kept over reloads of the tab, with the revision it was begun on. */
import * as z from 'zod';

const draftSchema = z.object({ text: z.string(), baseRevision: z.number() });
export type Draft = z.infer<typeof draftSchema>;

const prefix = 'brownout.draft.';

export function keptDraft(id: string, storage: Pick<Storage, 'getItem'> = sessionStorage): Draft | null {
  try {
    const parsed = draftSchema.safeParse(JSON.parse(storage.getItem(prefix + id) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function keepDraft(id: string, draft: Draft | null, storage: Pick<Storage, 'setItem' | 'removeItem'> = sessionStorage): void {
  if (draft === null) storage.removeItem(prefix + id);
  else storage.setItem(prefix + id, JSON.stringify(draft));
}

export type SaveState = 'saved' | 'unsaved' | 'saving' | 'conflict';

/** What the editor of a prompt is in, from what is on the server and what is typed. */
export function saveStateOf({
  typed,
  saved,
  isSaving,
  conflict,
}: {
  typed: string;
  saved: string;
  isSaving: boolean;
  conflict: boolean;
}): SaveState {
  if (isSaving) return 'saving';
  if (conflict) return 'conflict';
  return typed === saved ? 'saved' : 'unsaved';
}

/** Both texts, for somebody to make one of them. */
export function merged(mine: string, theirs: string): string {
  return theirs.includes(mine) ? theirs : mine.includes(theirs) ? mine : `${theirs.trimEnd()}\n\n${mine}`;
}
