import { memo } from 'react';
import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { useTheme } from '../app/theme.ts';
import { doingOf } from './doing.ts';
import type { Entry } from './palette/entry.ts';
import { linkEntries, themeEntries } from './palette/page-entries.ts';
import { useDoing } from './use-doing.ts';

/** What the header has no room for, and what nobody needs in a hurry. */
export const HeaderMenu = memo(function HeaderMenu(place: Pick<DrillView, 'drillId' | 'phase' | 'shiftId'>) {
  const theme = useTheme();
  const run = useDoing();
  const items: Entry[] = [
    { id: 'palette', title: 'Everything by name', group: 'find', keys: 'Ctrl K', doing: doingOf.palette },
    { id: 'help', title: 'Keys and commands', group: 'find', keys: '?', doing: doingOf.help },
    ...linkEntries({ drill: place }),
    ...themeEntries({ theme }),
  ];
  return (
    <MenuTrigger>
      <Button className="ui-button ui-button-quiet ui-button-sm" aria-label="More: keys, wall view, public page, theme">
        ⋯
      </Button>
      <Popover className="ui-popover" placement="bottom end">
        <Menu
          className="ui-listbox war-more"
          aria-label="More"
          onAction={(key) => {
            const item = items.find(({ id }) => id === key);
            if (item) run(item.doing);
          }}
        >
          {items.map(({ id, title, keys, note }) => (
            <MenuItem key={id} id={id} className="ui-option war-more-item" textValue={title}>
              <Text slot="label">{title}</Text>
              <small>{keys ?? note}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
});
