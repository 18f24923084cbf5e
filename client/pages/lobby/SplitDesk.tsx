import { Notice } from '../../ui/Panel.tsx';
import './SplitDesk.css';

/** For whoever opens a lobby; off unless asked for. */
export function SplitDeskChoice({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  return (
    <label
      className="lobby-split"
      title="Operations see telemetry, communications what the world says, everybody else people, board and clocks."
    >
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} /> Split desk: each seat sees its own part
    </label>
  );
}

/** Before it begins: seats decide what one will see. */
export function SplitDeskNotice() {
  return (
    <Notice tone="info">
      <b>Split desk.</b> Operations see telemetry and act on the shop. Communications see tickets, messages and vendors’ pages. The
      commander and everybody else see people, board and clocks. Take seats so that both desks are held, and talk.
    </Notice>
  );
}
