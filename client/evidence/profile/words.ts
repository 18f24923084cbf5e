import type { CallNode, CallTree } from '../../../core/profile/call-tree.ts';
import type { ProfileView } from '../../../core/protocol/profiles.ts';
import { milliseconds, percent } from '../../format.ts';

const bytesPerKb = 1024;
const bytesPerMb = 1024 * 1024;

export function bytesWords(bytes: number): string {
  const size = Math.abs(bytes);
  if (size >= bytesPerMb) return `${(bytes / bytesPerMb).toFixed(1)} MB`;
  return `${(bytes / bytesPerKb).toFixed(size < 10 * bytesPerKb ? 1 : 0)} kB`;
}

export function amountWords(unit: CallTree['unit'], amount: number): string {
  return unit === 'us' ? milliseconds(amount / 1000) : bytesWords(amount);
}

export function shareWords(share: number): string {
  return percent(share, share < 0.1 ? 1 : 0);
}

/** `CPU of catalog-1`. */
export const titleOf = ({ kind, slot }: Pick<ProfileView, 'kind' | 'slot'>): string =>
  `${kind === 'cpu' ? 'CPU' : 'Heap growth'} of ${slot}`;

export type Origin = 'own' | 'library' | 'node' | 'native';

/** Whose code it is. */
export function originOf(file: string): Origin {
  if (file === '') return 'native';
  if (file.startsWith('node:')) return 'node';
  return file.startsWith('node_modules/') ? 'library' : 'own';
}

export const originWords: Record<Origin, string> = {
  own: 'of the shop',
  library: 'of a library',
  node: 'of Node',
  native: 'native',
};

/** `services/catalog/pricing.ts:27`, a library by its name, nothing for native code. */
export function placeWords({ file, line }: Pick<CallNode, 'file' | 'line'>): string {
  if (file === '') return '';
  const at = line === null ? '' : `:${line}`;
  return `${file.replace(/^.*node_modules\//, '')}${at}`;
}

const spaces: Record<string, string> = {
  new_space: 'young objects',
  old_space: 'objects that stay',
  large_object_space: 'large objects',
  new_large_object_space: 'young large objects',
  code_space: 'compiled code',
  code_large_object_space: 'large compiled code',
  trusted_space: 'internals of V8',
  shared_space: 'shared objects',
  read_only_space: 'constants',
  array_buffers: 'buffers outside the heap',
};

/** A part of memory as people speak of it; V8's own name where there is no other. */
export const partWords = (part: string): string => spaces[part] ?? part.replaceAll('_', ' ');
