import { useEffect } from 'preact/hooks';
import { notice } from './notice.ts';
import { DetailPage } from './pages/detail-page.tsx';
import { ListPage } from './pages/list-page.tsx';
import { NewPage } from './pages/new-page.tsx';
import { NowPage } from './pages/now-page.tsx';
import { Banners } from './parts/banners.tsx';
import { Lazy } from './parts/lazy.tsx';
import { Page } from './parts/page.tsx';
import { Shortcuts } from './parts/shortcuts.tsx';
import { TopBar } from './parts/top-bar.tsx';
import { onLinkClick, route } from './route.ts';

/** Elsewhere that page is off unless somebody switched it on. */
const isOnThisMachine = /^(localhost|127\.|\[::1\])/.test(location.hostname);

export function App() {
  useEffect(() => {
    document.addEventListener('click', onLinkClick);
    return () => document.removeEventListener('click', onLinkClick);
  }, []);
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <TopBar />
      <Banners />
      <CurrentPage />
      <footer class="foot">
        Press <kbd>?</kbd> for keys
        {isOnThisMachine && (
          <>
            {' · '}
            <a href="/graphql">For developers: try the API</a>
          </>
        )}
      </footer>
      <Shortcuts />
      <p class="notice" role="status" data-shown={notice.value !== ''}>
        {notice}
      </p>
    </>
  );
}

const loadImportPage = async () => (await import('./pages/import-page.tsx')).ImportPage;

function CurrentPage() {
  const { path } = route.value;
  const id = /^\/reminders\/([^/]+)$/.exec(path)?.[1];
  if (id) return <DetailPage key={id} id={decodeURIComponent(id)} />;
  switch (path.replace(/(.)\/$/, '$1')) {
    case '/':
      return <NowPage />;
    case '/reminders':
      return <ListPage />;
    case '/new':
      return <NewPage />;
    case '/import':
      return <Lazy title="Import a list" load={loadImportPage} />;
    default:
      return (
        <Page title="Nothing here">
          <p>
            This address leads nowhere. <a href="/">See what happens now</a>, or{' '}
            <a href="/reminders">look through all reminders</a>.
          </p>
        </Page>
      );
  }
}
