import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPlayerTokens, loadPlayerSecret } from './player-tokens.ts';

const ana = { drillId: 'INC-0042', playerId: 'p-1', name: 'Ana Ñandú 🚒' };

describe('tokens', () => {
  const tokens = createPlayerTokens(randomBytes(32));
  const token = tokens.issue(ana);
  const [payload = '', signature = ''] = token.split('.');
  const forged = Buffer.from(JSON.stringify({ ...ana, playerId: 'p-2' })).toString('base64url');

  test('[PT1] a token tells who holds it, and fits into a header', () => {
    expect(tokens.verify(token)).toEqual(ana);
    expect(token).toMatch(/^[\w.-]+$/);
  });

  test.each([
    ['another identity under the same signature', `${forged}.${signature}`],
    ['a changed signature', `${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`],
    ['a truncated signature', token.slice(0, -6)],
    ['no signature', payload],
    ['an empty signature', `${payload}.`],
    ['something behind it', `${token}.x`],
    ['nothing', ''],
    ['dots', '..'],
    ['junk', '\u0000💥 not a token'],
    ['a long text', 'a'.repeat(100_000)],
    ['a token of another secret', createPlayerTokens(randomBytes(32)).issue(ana)],
  ])('[PT2] %s is nobody', (_name, given) => {
    expect(tokens.verify(given)).toBeNull();
  });
});

describe('secret', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'player-secret-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const file = () => join(folder, 'player-secret');

  test('[PT3] it is made once, 32 bytes, for its owner only, and kept', () => {
    const secret = loadPlayerSecret(folder);
    expect(secret).toHaveLength(32);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readFileSync(file())).toEqual(secret);
    expect(loadPlayerSecret(folder)).toEqual(secret);
    expect(readdirSync(folder)).toEqual(['player-secret']);
  });

  test('[PT4] a token of yesterday is known after a restart', () => {
    const token = createPlayerTokens(loadPlayerSecret(folder)).issue(ana);
    expect(createPlayerTokens(loadPlayerSecret(folder)).verify(token)).toEqual(ana);
  });

  test('[PT5] a damaged secret is replaced, and one that others can read is closed again', () => {
    writeFileSync(file(), 'half');
    expect(loadPlayerSecret(folder)).toHaveLength(32);
    chmodSync(file(), 0o644);
    loadPlayerSecret(folder);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });
});
