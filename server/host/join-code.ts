/** Join codes: short enough to read out in a room, without characters that look alike. */
import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const length = 6;

export function newJoinCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** As people type it: any case, with spaces or a dash. */
export function readJoinCode(typed: string): string {
  return typed.toUpperCase().replace(/[\s-]/gu, '');
}
