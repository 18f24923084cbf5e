import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Skeleton } from '../ui/Panel.tsx';
import { Shell } from './Shell.tsx';

/** A page that only says something and where to go on. */
export function MessagePage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Shell>
      <div className="app-message">
        <h1>{title}</h1>
        {children}
        <Link to="/">Back to the start</Link>
      </div>
    </Shell>
  );
}

export function NotFoundPage() {
  return (
    <MessagePage title="There is nothing at this address">
      <p>Check the link, or take the six-letter code to the join page.</p>
    </MessagePage>
  );
}

/** A page that broke says what is lost: nothing, for the server holds all. */
export function BrokenPage({ message }: { message: string }) {
  return (
    <MessagePage title="This page broke">
      <p>The drill goes on and nothing on the server is lost. Reload the page to come back to it.</p>
      <pre className="muted">{message}</pre>
    </MessagePage>
  );
}

export function WaitingPage() {
  return (
    <div className="app-waiting" role="status" aria-label="Loading">
      <Skeleton width="40%" height={28} />
      <Skeleton width="100%" height={420} />
    </div>
  );
}
