import { Suspense } from 'react';
import type { Desk } from '../../core/protocol/desk.ts';
import type { DrillView } from '../../core/protocol/drill-view.ts';
import { homeSchema } from '../../core/protocol/messages.ts';
import { commCheckWords } from '../pages/lobby/comm-check.ts';
import { QrCode } from '../pages/lobby/lazy-qr-code.ts';
import { Button } from '../ui/Button.tsx';
import { CopyButton } from '../ui/CopyButton.tsx';
import { Skeleton } from '../ui/Panel.tsx';
import { useDeskAct } from './desk-act.ts';
import { useDeskLoaded } from './use-desk-loaded.ts';

/** Link, code and QR for the pod; begins when the facilitator says so. */
export function LobbyPanel({ desk, drill }: { desk: Desk; drill: DrillView }) {
  const home = useDeskLoaded('/api/v1/home', homeSchema, null);
  const { act, pending } = useDeskAct(desk.drillId);
  const links = (home?.lanUrls.length ? home.lanUrls : [location.origin]).map((url) => `${url}/join/${drill.code}`);
  const ready = drill.players.filter((player) => player.ready).length;
  return (
    <section className="desk-lobby" aria-label="Lobby">
      <Suspense fallback={<Skeleton width={108} height={108} />}>
        <QrCode text={links[0] ?? ''} />
      </Suspense>
      <div>
        <p className="muted">The pod joins with</p>
        <p className="lobby-code mono">{drill.code}</p>
        <div className="desk-links">
          {links.map((link) => (
            <p key={link}>
              <a href={link}>{link}</a> <CopyButton text={link} label="Copy link" />
            </p>
          ))}
        </div>
      </div>
      <div className="desk-begin">
        <p>
          {ready} of {drill.players.length} ready · {commCheckWords(drill)}
        </p>
        <Button isPending={pending} isDisabled={drill.players.length === 0} onPress={() => void act({ type: 'callCommCheck' })}>
          Call a comm check
        </Button>
        <Button variant="primary" isPending={pending} isDisabled={drill.players.length === 0} onPress={() => void act({ type: 'begin' })}>
          Begin
        </Button>
      </div>
    </section>
  );
}
