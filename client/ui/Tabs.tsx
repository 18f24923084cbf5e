import { type ComponentProps, Fragment, type ReactNode, useEffect, useId, useMemo, useRef } from 'react';
import { Tabs as AriaTabs, Tab, TabList } from 'react-aria-components/Tabs';
import './Tabs.css';

interface TabsProps {
  label: string;
  /**
   * The same list where nothing in it changed: with the same `onChange` too, the row of tabs is then not drawn again. No badge is shown for 0,
   * but its place is kept, so that the tabs after it do not move when it comes.
   */
  items: readonly { id: string; title: string; badge?: string | number | undefined }[];
  value: string;
  onChange: (id: string) => void;
  /** What is drawn anew, from its top, when this changes; by the selected tab where it is left out. */
  contentKey?: string;
  /** Content of the selected tab. */
  children: ReactNode;
}

/**
 * The panel is our own: that of react-aria looks for the first element in it that takes the focus, each time that anything in it is drawn, and
 * through all of it while a dialog makes it inert. This one always takes the focus, to be scrolled by keys. It stands beside the row: whatever
 * is in the component of react-aria is drawn a second time, unseen, to find the tabs in it.
 */
export function Tabs({ label, items, value, onChange, contentKey = value, children }: TabsProps) {
  const panel = useRef<HTMLDivElement>(null);
  const id = useId();
  const row = useMemo(() => <Row {...{ id, label, items, value, onChange }} />, [id, label, items, value, onChange]);
  useEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [contentKey]);
  return (
    <div className="ui-tabs">
      {row}
      <div id={panelId(id)} ref={panel} className="ui-tabpanel" role="tabpanel" aria-labelledby={tabId(id, value)} tabIndex={0}>
        <Fragment key={contentKey}>{children}</Fragment>
      </div>
    </div>
  );
}

const panelId = (id: string): string => `${id}-panel`;
const tabId = (id: string, tab: string): string => `${id}-${tab}`;

interface RowProps extends Omit<TabsProps, 'contentKey' | 'children'> {
  id: string;
}

function Row({ id, label, items, value, onChange }: RowProps) {
  return (
    <AriaTabs className="ui-tabs-row" selectedKey={value} onSelectionChange={(key) => onChange(String(key))}>
      <TabList className="ui-tablist" aria-label={label}>
        {items.map(({ id: tab, title, badge }) => (
          <Tab key={tab} id={tab} className="ui-tab" render={(props) => <div {...named(props as ComponentProps<'div'>, id, tab)} />}>
            {title}
            {badge !== undefined && <span className={badge === 0 ? 'ui-tab-badge ui-tab-badge-none' : 'ui-tab-badge'}>{badge}</span>}
          </Tab>
        ))}
      </TabList>
    </AriaTabs>
  );
}

/** A tab without an address is a div. The selected one says which panel it controls. */
function named(props: ComponentProps<'div'>, id: string, tab: string): ComponentProps<'div'> {
  return { ...props, id: tabId(id, tab), 'aria-controls': props['aria-selected'] === true ? panelId(id) : undefined };
}
