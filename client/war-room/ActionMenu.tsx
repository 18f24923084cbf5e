import { Button } from 'react-aria-components/Button';
import { Menu, MenuItem, MenuTrigger } from 'react-aria-components/Menu';
import { Popover } from 'react-aria-components/Popover';
import { Text } from 'react-aria-components/Text';
import type { Action } from './action-form.ts';
import type { ActionGroup } from './action-groups.ts';
import { openDialog } from './dialogs.ts';

/** The actions of one group with what each costs. Can be read at any time; the form says when it cannot be sent. */
export function ActionMenu({ group: { title, actions } }: { group: ActionGroup }) {
  const open = (control: string): void => {
    const action = actions.find((each) => each.control === control);
    if (action) openDialog({ kind: 'action', action });
  };
  return (
    <MenuTrigger>
      <Button className="war-menu-button">
        {title} <span className="muted mono">{actions.length}</span>
      </Button>
      <Popover className="ui-popover" placement="top start">
        <Menu className="ui-listbox war-menu" aria-label={title} onAction={(key) => open(String(key))}>
          {actions.map((action) => (
            <MenuItem key={action.control} id={action.control} className="ui-option" textValue={action.title}>
              <Text slot="label">{action.title}</Text>
              <Text slot="description" elementType="small">
                {factsOf(action)}
              </Text>
              <small className="war-menu-cost">{action.sideEffect}</small>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** `catalog, orders · 5 s`, in one line. */
function factsOf({ targets, durationMs }: Action): string {
  const shown = targets.slice(0, 3).join(', ') + (targets.length > 3 ? ` and ${targets.length - 3} more` : '');
  const seconds = Math.round(durationMs / 1000);
  return `${shown} · ${seconds === 0 ? 'at once' : `${seconds} s`}`;
}
