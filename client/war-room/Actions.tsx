import { memo, useState } from 'react';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { Button } from '../ui/Button.tsx';
import { Kbd } from '../ui/Panel.tsx';
import { ActionMenu } from './ActionMenu.tsx';
import { type Action } from './action-form.ts';
import { grouped, oftenUsed } from './action-groups.ts';
import { openDialog } from './dialogs.ts';
import { useWhyNot } from './may-act.ts';
import { UnderWay } from './UnderWay.tsx';
import { usedActions } from './used-actions.ts';
import './Actions.css';

/** Bottom bar: what can be done, and what is under way. It is never wider than the page, however many actions there are. */
export function Actions({ drill: { actions, controls } }: { drill: DrillView }) {
  const whyNot = useWhyNot('respond', { type: 'runControl' });
  return (
    <section className="war-actions" aria-label="Actions">
      <ActionBar actions={actions} whyNot={whyNot} />
      <UnderWay controls={controls} />
    </section>
  );
}

/** Nine menus: drawn again for other actions, not for another second of the drill. */
const ActionBar = memo(function ActionBar({ actions, whyNot }: { actions: readonly Action[]; whyNot: string | null }) {
  return (
    <div className="war-action-bar">
      <button
        type="button"
        className="war-find"
        aria-label="Find an action by name"
        onClick={() => openDialog({ kind: 'palette', only: 'actions' })}
      >
        <span aria-hidden>⌕</span> Find an action <Kbd>.</Kbd>
      </button>
      <div className="war-menus" role="group" aria-label="Actions by what they act upon">
        {grouped(actions).map((group) => (
          <ActionMenu key={group.title} group={group} />
        ))}
      </div>
      {whyNot ? (
        <p className="war-why-not muted" role="status" title={whyNot}>
          {whyNot}
        </p>
      ) : (
        <Often actions={actions} />
      )}
    </div>
  );
});

/** The most used ones, a press away. Their order holds while the page is open, so that no button moves under a hand. */
function Often({ actions }: { actions: readonly Action[] }) {
  const [used] = useState(usedActions);
  return (
    <div className="war-often" role="group" aria-label="Often used">
      {oftenUsed(actions, used).map((action) => (
        <Button key={action.control} size="sm" variant="quiet" onPress={() => openDialog({ kind: 'action', action })}>
          {action.title}
        </Button>
      ))}
    </div>
  );
}
