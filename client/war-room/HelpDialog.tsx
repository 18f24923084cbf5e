import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Panel.tsx';
import { openDialog } from './dialogs.ts';
import { type KeySection, keyMap } from './key-map.ts';
import { setSingleKeys, useSingleKeys } from './single-keys.ts';
import { slashCommands } from './slash/commands.ts';

/** Every key and every command, and the switch for keys without a modifier. */
export function HelpDialog() {
  const isOn = useSingleKeys();
  return (
    <Dialog title="Keys and commands" size="lg" isOpen isDismissable onOpenChange={(open) => !open && openDialog(null)}>
      <label className="war-check">
        <input type="checkbox" checked={isOn} onChange={(event) => setSingleKeys(event.target.checked)} /> Single keys do something. Without
        them, Ctrl K still finds everything by name.
      </label>
      <p className="muted">Nothing fires while you type or choose from a list.</p>
      <div className="war-key-map">
        {keyMap().map((section) => (
          <Section key={section.title} section={section} isOff={section.isSingle && !isOn} />
        ))}
        <section>
          <h3>In the channel</h3>
          <ul className="war-keys">
            {slashCommands.map(({ name, usage, words }) => (
              <li key={name}>
                <code>
                  /{name} <span className="muted">{usage}</span>
                </code>
                {words}
              </li>
            ))}
            <li>
              <code>//…</code>A message that begins with a slash
            </li>
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

function Section({ section: { title, rows }, isOff }: { section: KeySection; isOff: boolean }) {
  return (
    <section className={isOff ? 'war-keys-off' : ''}>
      <h3>
        {title}
        {isOff ? ' (switched off)' : ''}
      </h3>
      <ul className="war-keys">
        {rows.map(({ keys, words }) => (
          <li key={`${keys} ${words}`}>
            <span>
              {keys.split(' ').map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </span>
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
