import { useEffect } from 'preact/hooks';
import { notice } from './notice.ts';
import { ListPage } from './pages/list-page.tsx';
import { NowPage } from './pages/now-page.tsx';
import { Banners } from './parts/banners.tsx';
import { lazyPage } from './parts/lazy.tsx';
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

const detail = lazyPage('Reminder', async () => (await import('./pages/detail-page.tsx')).DetailPage);
const create = lazyPage('New reminder', async () => (await import('./pages/new-page.tsx')).NewPage);
const importing = lazyPage('Import a list', async () => (await import('./pages/import-page.tsx')).ImportPage);

/** What is not needed for the page that somebody came for, but is for the next. */
export function preloadPages(): void {
  for (const page of [detail, create, importing]) page.preload();
}

function CurrentPage() {
  const { path } = route.value;
  const id = /^\/reminders\/([^/]+)$/.exec(path)?.[1];
  if (id) return <detail.Component key={id} id={decoded(id)} />;
  switch (path.replace(/(.)\/$/, '$1')) {
    case '/':
      return <NowPage />;
    case '/reminders':
      return <ListPage />;
    case '/new':
      return <create.Component />;
    case '/import':
      return <importing.Component />;
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

/** What somebody cut out of an address in the middle of a character is no id either. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
