import type { LogLine } from '../../../core/protocol/logs.ts';

/** A level with the shape that goes with its colour. */
export const levelMark: Record<LogLine['level'], string> = { info: 'info', warn: '▲ warn', error: '■ error' };
