/** What a slash command is. Pure: reading one gives what it leads to, and somebody else does it. */
import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { SendableCommand } from '../../state/socket.ts';
import type { ReadLine } from '../channel-lines.ts';
import type { OpenDialog } from '../dialogs.ts';
import type { ActKind } from '../may-act.ts';

/** What commands may look at while they are read. */
export interface SlashContext {
  drill: DrillView;
  /** Player id of who types; undefined for somebody who watches. */
  me: string | undefined;
  /** Ids of those with an open connection. */
  online: readonly string[];
  /** The channel, oldest first. */
  lines: readonly ReadLine[];
}

/** `insert` replaces everything after the name of the command. */
export interface Completion {
  insert: string;
  label: string;
  hint?: string;
}

export type SlashOutcome =
  | { kind: 'act'; command: SendableCommand }
  /** `typed`: fields of the form that are filled already, by `<form>.<field>`. */
  | { kind: 'open'; dialog: OpenDialog; typed?: Readonly<Record<string, string | number>> }
  /** Nothing is done; the words tell what is missing. */
  | { kind: 'wrong'; words: string };

export interface SlashCommand {
  /** Without the slash. */
  name: string;
  /** What follows the name: `1-4 why`. */
  usage: string;
  words: string;
  /** When it can be given; `look`: always, it changes nothing. */
  needs: ActKind | 'look';
  complete?: (typed: string, context: SlashContext) => Completion[];
  read: (typed: string, context: SlashContext) => SlashOutcome;
}

export const wrong = (words: string): SlashOutcome => ({ kind: 'wrong', words });
