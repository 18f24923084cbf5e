import type { DrillView } from '../../../core/protocol/drill-view.ts';
import type { StackView } from '../../../core/protocol/stack-view.ts';
import type { Theme } from '../../app/theme.ts';
import type { ReadLine } from '../channel-lines.ts';
import type { Doing } from '../doing.ts';
import type { PaletteItem } from '../keys.ts';

/** One thing that can be found by name. */
export interface Entry extends PaletteItem {
  /** The key that does the same. */
  keys?: string;
  /** Said beside the title where the group goes without saying, as in a menu, and after the group elsewhere: how it stands now. */
  note?: string;
  doing: Doing;
}

/** What the palette is made of. */
export interface PaletteRoom {
  drill: DrillView;
  stack: StackView | null;
  /** The channel, oldest first. */
  lines: readonly ReadLine[];
  /** Player id of who searches; undefined for somebody who watches. */
  me: string | undefined;
  /** Ids of those with an open connection. */
  online: readonly string[];
  theme: Theme;
  singleKeys: boolean;
}
