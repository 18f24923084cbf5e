import type { CommandOf, CommandType } from '../commands.ts';
import type { Refused, Turn } from '../turn.ts';

/** One function per command type: adds events to the turn, or says why not. A refused turn is thrown away whole. */
export type Deciders<T extends CommandType> = { [K in T]: (turn: Turn, command: CommandOf<K>) => Refused | null };
