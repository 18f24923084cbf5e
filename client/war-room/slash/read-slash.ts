/** What is typed into the channel: a message, or a command for the room. */
import { slashCommands } from './commands.ts';
import type { Completion, SlashCommand, SlashContext, SlashOutcome } from './slash-command.ts';

/** A slash at the very beginning is a command; two, or a blank before it, are a message that begins with a slash. */
export function isSlash(text: string): boolean {
  return text.startsWith('/') && !text.startsWith('//');
}

/** The same words below another command; a message that was begun becomes what the command is about. */
export function withCommand(text: string, name: string): string {
  return `/${name} ${isSlash(text) ? partsOf(text).typed : text.trimStart()}`;
}

/** The message to send. */
export function messageOf(text: string): string {
  return (text.startsWith('//') ? text.slice(1) : text).trim();
}

/** Of what was typed: the name, and what follows it; `isOpen` while the name is still being typed. */
function partsOf(text: string): { name: string; typed: string; isOpen: boolean } {
  const [, name = '', gap = '', typed = ''] = /^\/(\S*)(\s*)(.*)$/su.exec(text) ?? [];
  return { name: name.toLowerCase(), typed, isOpen: gap === '' };
}

const named = (name: string): SlashCommand | undefined => slashCommands.find((command) => command.name === name);

/** What can stand here; `insert` replaces the whole text. */
export function completionsOf(text: string, context: SlashContext): Completion[] {
  if (!isSlash(text)) return [];
  const { name, typed, isOpen } = partsOf(text);
  if (isOpen) {
    return slashCommands
      .filter((command) => command.name.startsWith(name))
      .map((command) => ({ insert: `/${command.name} `, label: `/${command.name} ${command.usage}`, hint: command.words }));
  }
  const found = named(name)?.complete?.(typed, context) ?? [];
  return found
    .map((completion) => ({ ...completion, insert: `/${name} ${completion.insert}` }))
    .filter(({ insert }) => insert.trim() !== text.trim());
}

/** Whether Enter takes the only command that begins like this, in place of sending what does not exist. */
export function isUnfinishedName(text: string): boolean {
  const { name, isOpen } = partsOf(text);
  return isSlash(text) && isOpen && named(name) === undefined && slashCommands.some((command) => command.name.startsWith(name));
}

/** What the typed command leads to. Nothing unknown is ever sent as a message. */
export function readSlash(text: string, context: SlashContext): { command: SlashCommand | null; outcome: SlashOutcome } {
  const { name, typed } = partsOf(text);
  const command = named(name);
  if (command) return { command, outcome: command.read(typed, context) };
  const words = `There is no command /${name.slice(0, 30)}. /help lists them; begin with // to send it as a message.`;
  return { command: null, outcome: { kind: 'wrong', words } };
}
