import type { ReactNode } from 'react';
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs';
import './Tabs.css';

interface TabsProps {
  label: string;
  items: readonly { id: string; title: string; badge?: string | number | undefined }[];
  value: string;
  onChange: (id: string) => void;
  /** Content of the selected tab. */
  children: ReactNode;
}

export function Tabs({ label, items, value, onChange, children }: TabsProps) {
  return (
    <AriaTabs className="ui-tabs" selectedKey={value} onSelectionChange={(key) => onChange(String(key))}>
      <TabList className="ui-tablist" aria-label={label}>
        {items.map(({ id, title, badge }) => (
          <Tab key={id} id={id} className="ui-tab">
            {title}
            {badge !== undefined && badge !== 0 && <span className="ui-tab-badge">{badge}</span>}
          </Tab>
        ))}
      </TabList>
      <TabPanel id={value} key={value} className="ui-tabpanel">
        {children}
      </TabPanel>
    </AriaTabs>
  );
}
