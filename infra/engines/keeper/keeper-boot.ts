import type { Command } from './keep-child.ts';

/** What a keeper is started with, JSON in `BROWNOUT_BOOT`. */
export interface KeeperBoot {
  /** Run side by side to their end before anything else; each must succeed. */
  first: Command[];
  /** Run side by side until the keeper is told to stop; one that ends by itself ends them all. */
  programs: Command[];
}
