import { Header } from './Header.tsx';
import { panels } from './panels/index.ts';
import { Start } from './Start.tsx';
import { useWarRoom } from './store.ts';

export function App() {
  const notice = useWarRoom((state) => state.notice);
  return (
    <>
      <Header />
      <main>
        {notice && (
          <p className="notice" role="alert">
            {notice}
          </p>
        )}
        <Start />
        <div className="panels">
          {panels.map(({ id, title, Panel, wide }) => (
            <section key={id} id={id} className={wide ? 'panel wide' : 'panel'} aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{title}</h2>
              <Panel />
            </section>
          ))}
        </div>
      </main>
    </>
  );
}
