import { Link } from '@tanstack/react-router';

/** From a drill to its shift. Nothing for a drill that is of none. */
export function ShiftLink({ shiftId, children }: { shiftId: string | undefined; children: string }) {
  if (shiftId === undefined) return null;
  return (
    <Link to="/shift/$shiftId" params={{ shiftId }} className="ui-button ui-button-default ui-button-md home-link">
      {children}
    </Link>
  );
}
