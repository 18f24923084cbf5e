import { Button } from 'react-aria-components/Button';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { Text } from 'react-aria-components/Text';
import './Field.css';

interface SelectProps {
  label: string;
  items: readonly { id: string; label: string; hint?: string }[];
  value: string | null;
  onChange: (id: string) => void;
  isHiddenLabel?: boolean;
  isDisabled?: boolean;
  placeholder?: string;
}

/** One of several. Without any it cannot be pressed: the list would not open, and the press be lost (what there is may still be on its way). */
export function Select({
  label,
  items,
  value,
  onChange,
  isHiddenLabel = false,
  isDisabled = false,
  placeholder = 'Choose …',
}: SelectProps) {
  return (
    <AriaSelect
      className="ui-field"
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isDisabled={isDisabled || items.length === 0}
      placeholder={placeholder}
    >
      <Label className={isHiddenLabel ? 'visually-hidden' : 'ui-label'}>{label}</Label>
      <Button className="ui-select-button">
        <SelectValue className="ui-select-value" />
        <span aria-hidden>▾</span>
      </Button>
      <Popover className="ui-popover">
        <ListBox className="ui-listbox" items={items}>
          {(item) => (
            <ListBoxItem className="ui-option" id={item.id} textValue={item.label}>
              <Text slot="label">{item.label}</Text>
              {item.hint && (
                <Text slot="description" elementType="small">
                  {item.hint}
                </Text>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
