import { useEffect } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { type EvidenceTab, select } from '../state/selection.ts';
import { send } from '../state/socket.ts';
import { unacknowledgedPages } from './alert-order.ts';
import { messageFieldId } from './ChannelPanel.tsx';
import { type OpenDialog, openDialog, useDialog } from './dialogs.ts';
import { actOf, type KeyAct } from './keys.ts';

const dialogs: Partial<Record<KeyAct, OpenDialog>> = {
  help: { kind: 'help' },
  palette: { kind: 'palette' },
  declare: { kind: 'declare' },
  update: { kind: 'update' },
  hypothesis: { kind: 'hypothesis' },
  resolve: { kind: 'resolve' },
};
const tabs: Partial<Record<KeyAct, EvidenceTab>> = {
  goMap: 'map',
  goTraces: 'traces',
  goChanges: 'changes',
  goTickets: 'tickets',
  goSlos: 'slos',
  goKafka: 'kafka',
  goCache: 'cache',
};

/** The keys of the war room, while it is on the screen. */
export function useKeys(drill: DrillView): void {
  useEffect(() => {
    let before = '';
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      const typing = target.matches('input, textarea, select, [contenteditable]') || useDialog.getState().dialog !== null;
      const act = actOf({ key: event.key, ctrl: event.ctrlKey, meta: event.metaKey, alt: event.altKey, typing }, before);
      before = act === 'pending' ? event.key : '';
      if (act === null || act === 'pending') return;
      event.preventDefault();
      run(act, drill);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [drill]);
}

function run(act: KeyAct, drill: DrillView): void {
  const dialog = dialogs[act];
  const tab = tabs[act];
  if (dialog) openDialog(dialog);
  else if (tab) select({ tab, entry: null });
  else if (act === 'message') document.querySelector<HTMLTextAreaElement>(`#${messageFieldId} textarea`)?.focus();
  else if (act === 'acknowledge') {
    const [page] = unacknowledgedPages(drill.alerts);
    if (page) void send({ type: 'acknowledge', alertId: page.alertId });
  }
}
