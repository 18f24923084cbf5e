interface EdgeHandleProps {
  x: number;
  y: number;
  edge: string;
  detail: string;
  press: React.SVGProps<SVGGElement>;
}

/** Room for a finger, around what is drawn of it. */
const reach = 15;
const radius = 8;
const arm = 3.5;

/** Where a link can be drawn that is not: a small button on its line. */
export function EdgeHandle({ x, y, edge, detail, press }: EdgeHandleProps) {
  return (
    <g {...press} className="ev-handle" aria-label={`Link ${edge}: ${detail}`}>
      <title>{detail}</title>
      <circle cx={x} cy={y} r={reach} className="ev-handle-reach" />
      <circle cx={x} cy={y} r={radius} className="ev-handle-face" />
      <path d={`M${x - arm} ${y}h${2 * arm}M${x} ${y - arm}v${2 * arm}`} className="ev-handle-plus" />
    </g>
  );
}
