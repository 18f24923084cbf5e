import { useMemo } from 'react';
import { keepDrafts } from '../../state/drafts.ts';
import type { Sent } from '../../state/socket.ts';
import { notify, useHouse } from '../../state/store.ts';
import { readLines } from '../channel-lines.ts';
import { openDialog } from '../dialogs.ts';
import { whyNotNow } from '../may-act.ts';
import { readSlash } from '../slash/read-slash.ts';
import type { SlashCommand, SlashContext, SlashOutcome } from '../slash/slash-command.ts';

/** What commands look at, as things stand; null without a drill. */
export function useSlashContext(): SlashContext | null {
  const drill = useHouse((house) => house.drill);
  const me = useHouse((house) => house.identity?.playerId);
  const timeline = useHouse((house) => house.timeline);
  const online = useHouse((house) => house.online);
  return useMemo(() => drill && { drill, me, online, lines: readLines(timeline) }, [drill, me, online, timeline]);
}

type Act = (command: (SlashOutcome & { kind: 'act' })['command']) => Promise<Sent>;

/** Does what was typed. False when nothing came of it, and the words why have been said: what was typed stays. */
export async function runSlash(text: string, context: SlashContext, act: Act): Promise<boolean> {
  const { command, outcome } = readSlash(text, context);
  const refusal = command && refusalOf(command, outcome);
  if (outcome.kind === 'wrong' || refusal !== null) {
    notify(outcome.kind === 'wrong' ? outcome.words : refusal);
    return false;
  }
  if (outcome.kind === 'act') return (await act(outcome.command)).ok;
  notify(null);
  keepDrafts(context.drill.drillId, outcome.typed ?? {});
  openDialog(outcome.dialog);
  return true;
}

/** A form opens also for who cannot send it now: it says so itself, and keeps what is typed. */
function refusalOf({ needs }: SlashCommand, outcome: SlashOutcome): string | null {
  if (outcome.kind !== 'act' || needs === 'look') return null;
  return whyNotNow(useHouse.getState(), needs, outcome.command);
}
