import { type ReactNode, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useHouse } from '../state/store.ts';
import { Button } from './Button.tsx';
import { Notice } from './Panel.tsx';
import './Dialog.css';

interface DialogProps {
  title: string;
  isOpen: boolean;
  onOpenChange: (open: boolean) => void;
  footer?: ReactNode;
  size?: 'md' | 'lg' | 'xl';
  /** Nothing is typed in it: a press beside it closes it. */
  isDismissable?: boolean;
  children: ReactNode;
}

/** Modal; focus stays in it, Escape closes it and focus goes back to where it came from. A press beside it loses nothing. */
export function Dialog({ title, isOpen, onOpenChange, footer, size = 'md', isDismissable = false, children }: DialogProps) {
  return (
    <ModalOverlay className="ui-overlay" isOpen={isOpen} onOpenChange={onOpenChange} isDismissable={isDismissable}>
      <Modal className={`ui-modal ui-modal-${size}`}>
        <AriaDialog className="ui-dialog">
          <header className="ui-dialog-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button variant="quiet" size="sm" aria-label="Close" onPress={() => onOpenChange(false)}>
              ✕
            </Button>
          </header>
          <div className="ui-dialog-body">{children}</div>
          <Refusal />
          {footer && <footer className="ui-dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What the server said since this dialog is open: behind it, nobody would read it. */
function Refusal() {
  const notice = useHouse((house) => house.notice);
  const [before] = useState(notice);
  if (notice === null || notice === before) return null;
  return (
    <div className="ui-dialog-notice">
      <Notice tone={notice.tone}>{notice.text}</Notice>
    </div>
  );
}
