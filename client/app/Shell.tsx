import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { notify, useHouse } from '../state/store.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Panel.tsx';
import { setTheme, type Theme, themes, useTheme } from './theme.ts';
import './Shell.css';

const themeGlyphs: Record<Theme, string> = { system: '◐', light: '☀', dark: '☾' };

export function ThemeSwitch() {
  const theme = useTheme();
  const next = (): void => setTheme(themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system');
  return (
    <Button size="sm" variant="quiet" aria-label={`Theme: ${theme}`} onPress={next}>
      {themeGlyphs[theme]}
    </Button>
  );
}

/** What the server refused, or good news; it stays until it is put away or replaced. */
export function NoticeBar() {
  const notice = useHouse((house) => house.notice);
  if (!notice) return null;
  return (
    <div className="app-notice">
      <Notice tone={notice.tone}>
        <span>{notice.text}</span>
        <Button size="sm" variant="quiet" aria-label="Put this message away" onPress={() => notify(null)}>
          ✕
        </Button>
      </Notice>
    </div>
  );
}

/** In a slot of fixed width: nothing beside it moves when the connection comes and goes. */
export function ConnectionState() {
  const connected = useHouse((house) => house.connected);
  const everConnected = useHouse((house) => house.everConnected);
  const [tone, words, hint] = connected
    ? ['muted', '● live', 'Connected']
    : everConnected
      ? ['ui-tone-critical', '■ lost', 'Connection lost, trying again']
      : ['muted', '◇ …', 'Connecting'];
  return (
    <span className={`app-connection ${tone}`} role="status" title={hint}>
      <span aria-hidden>{words}</span>
      <span className="visually-hidden">{hint}</span>
    </span>
  );
}

/** Frame of every page but the war room and the desk, which have headers of their own. */
export function Shell({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <>
      <header className="app-bar">
        <Link to="/" className="app-name">
          Brownout
        </Link>
        <nav className="app-nav" aria-label="Pages">
          <Link to="/join">Join</Link>
          <Link to="/capabilities">Capabilities</Link>
          <Link to="/desk">Facilitator’s desk</Link>
        </nav>
        <span className="app-state">
          <ConnectionState />
          <ThemeSwitch />
        </span>
      </header>
      <main className={wide ? 'app-main app-main-wide' : 'app-main'}>{children}</main>
      <NoticeBar />
    </>
  );
}
