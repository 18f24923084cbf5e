import type { ComponentType } from 'react';
import { AlertsPanel } from './alerts/AlertsPanel.tsx';
import { EndingPanel } from './ending/EndingPanel.tsx';
import { HealthPanel } from './health/HealthPanel.tsx';
import { SignalsPanel } from './signals/SignalsPanel.tsx';
import { TimelinePanel } from './timeline/TimelinePanel.tsx';

interface PanelEntry {
  id: string;
  title: string;
  Panel: ComponentType;
  wide: boolean;
}

/** Every panel of the page, in order. A new one is one file and one line here. */
export const panels: readonly PanelEntry[] = [
  { id: 'ending', title: 'How it ended', Panel: EndingPanel, wide: true },
  { id: 'alerts', title: 'Alerts', Panel: AlertsPanel, wide: false },
  { id: 'timeline', title: 'Changes, messages, actions', Panel: TimelinePanel, wide: false },
  { id: 'signals', title: 'Golden signals', Panel: SignalsPanel, wide: true },
  { id: 'health', title: 'Sandbox', Panel: HealthPanel, wide: true },
];
