import { expect, test } from 'vitest';
import { parseNobody } from './run-as.ts';

test('nobody is found by name, with a negative id as the system calls want it', () => {
  expect(parseNobody('root:x:0:0::/root:/bin/sh\nnobody:x:65534:65533:nobody:/:/bin/false\n')).toEqual({ uid: 65534, gid: 65533 });
  expect(parseNobody('nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n')).toEqual({ uid: 4294967294, gid: 4294967294 });
});

test('a machine without nobody gives null', () => {
  expect(parseNobody('root:x:0:0::/root:/bin/sh\n')).toBeNull();
});
