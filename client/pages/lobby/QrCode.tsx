import { create } from 'qrcode';
import { memo } from 'react';
import './LobbyPage.css';

const quietZone = 2;

/** One square per dark module; drawn by us, so nothing foreign is put into the page. */
function qrPath(text: string): { path: string; size: number } {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    }
  }
  return { path, size: modules.size + 2 * quietZone };
}

/** Worked out once for each text: what the lobby is told every second does not change it. */
export const QrCode = memo(function QrCode({ text }: { text: string }) {
  const { path, size } = qrPath(text);
  return (
    <svg className="lobby-qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code of ${text}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
});
