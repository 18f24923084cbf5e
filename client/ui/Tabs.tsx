import { Fragment, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import './Tabs.css';

interface TabsProps {
  label: string;
  /**
   * The same list where nothing in it changed: the row of tabs is then not drawn again. No badge is shown for 0, but its place is kept, so that
   * the tabs after it do not move when it comes.
   */
  items: readonly { id: string; title: string; badge?: string | number | undefined }[];
  value: string;
  onChange: (id: string) => void;
  /** What is drawn anew, from its top, when this changes; by the selected tab where it is left out. */
  contentKey?: string;
  /** Content of the selected tab. */
  children: ReactNode;
}

export function Tabs({ label, items, value, onChange, contentKey = value, children }: TabsProps) {
  const panel = useRef<HTMLDivElement>(null);
  const row = useMemo(() => <Row label={label} items={items} />, [label, items]);
  useEffect(() => {
    if (panel.current) panel.current.scrollTop = 0;
  }, [contentKey]);
  return (
    <AriaTabs className="ui-tabs" selectedKey={value} onSelectionChange={(key) => onChange(String(key))}>
      {row}
      <TabPanel id={value} ref={panel} className="ui-tabpanel" render={(props) => <div {...props} id={panelIdOf(props.id, value)} />}>
        <Fragment key={contentKey}>{children}</Fragment>
      </TabPanel>
    </AriaTabs>
  );
}

/**
 * Of the tab that is selected: it says which panel it controls. react-aria works the id of a panel out once, from the first tab, and this panel
 * outlives its tabs.
 */
function panelIdOf(firstId: string | undefined, value: string): string | undefined {
  return firstId?.replace(/-tabpanel-.*$/, `-tabpanel-${value}`);
}

function Row({ label, items }: Pick<TabsProps, 'label' | 'items'>) {
  return (
    <TabList className="ui-tablist" aria-label={label}>
      {items.map(({ id, title, badge }) => (
        <Tab key={id} id={id} className="ui-tab">
          {title}
          {badge !== undefined && <span className={badge === 0 ? 'ui-tab-badge ui-tab-badge-none' : 'ui-tab-badge'}>{badge}</span>}
        </Tab>
      ))}
    </TabList>
  );
}
