import { dockerKit } from './docker.ts';
import { embeddedKit } from './embedded.ts';
import type { EngineKit } from './engine-kit.ts';
import { nativeKit } from './native.ts';
import type { KitParts } from './parts.ts';

/** The engines that the boot asks for. */
export function createEngineKit(parts: KitParts): EngineKit {
  const { engines } = parts.boot;
  switch (engines.kind) {
    case 'embedded':
      return embeddedKit(parts);
    case 'native':
      return nativeKit(parts, engines.originals);
    case 'docker':
      return dockerKit(parts);
  }
}
