import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { keyHelp } from './keys.ts';
import { setSingleKeys, useSingleKeys } from './single-keys.ts';

/** Every key, and the switch for those without a modifier. */
export function HelpDialog() {
  const isOn = useSingleKeys();
  return (
    <Dialog title="Keys" isOpen isDismissable onOpenChange={(open) => !open && openDialog(null)}>
      <label className="war-check">
        <input type="checkbox" checked={isOn} onChange={(event) => setSingleKeys(event.target.checked)} /> Single keys do something. Without
        them, Ctrl K still finds everything by name.
      </label>
      <ul className={`war-keys${isOn ? '' : ' war-keys-off'}`}>
        {keyHelp.map(({ keys, words }) => (
          <li key={keys}>
            <span>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            {words}
          </li>
        ))}
      </ul>
      <p className="muted">Nothing fires while you type or choose from a list.</p>
    </Dialog>
  );
}
