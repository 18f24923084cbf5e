import type { ReactNode } from 'react';
import type { PlayerCommand } from '../../core/protocol/commands.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { type ActKind, useWhyNot } from './may-act.ts';
import { sendByKey } from './send-by-key.ts';
import './FormDialog.css';

interface FormProps {
  title: string;
  submit: string;
  /** What kind of act it is: decides when it can be sent. */
  kind: ActKind;
  /** The command it sends, where some seat has the say over it. */
  sends?: PlayerCommand['type'];
  isReady: boolean;
  isPending: boolean;
  onSubmit: () => void;
  children: ReactNode;
}

const close = (): void => openDialog(null);

/** A form of the war room. What is typed stays until it was taken, also when the dialog is closed. */
export function FormDialog({ title, submit, kind, sends, isReady, isPending, onSubmit, children }: FormProps) {
  const whyNot = useWhyNot(kind, sends === undefined ? undefined : { type: sends });
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => !open && close()}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" isPending={isPending} isDisabled={!isReady || whyNot !== null} onPress={onSubmit}>
            {submit}
          </Button>
        </>
      }
    >
      <div className="war-form" onKeyDownCapture={sendByKey}>
        {children}
      </div>
      {whyNot && <Notice tone="info">{whyNot} What you type is kept.</Notice>}
    </Dialog>
  );
}
