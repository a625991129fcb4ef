import { route } from '../route.ts';
import { signOut } from '../server.ts';
import { nextTheme, theme } from '../theme.ts';
import { mayWrite, viewer } from '../viewer.ts';
import { ownZone, placeOf, showsUtc, toggleUtc } from '../zone.ts';
import { ClockIcon, ThemeIcon } from './icons.tsx';

export function TopBar() {
  const { path } = route.value;
  const current = (isCurrent: boolean) => (isCurrent ? 'page' : undefined);
  return (
    <header class="top">
      <a class="brand" href="/" aria-label="Bellhop, to the beginning">
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <path d="M6 21a10 10 0 0 1 20 0zM4 23h24v3H4zM14.5 6h3v4.5h-3z" fill="currentColor" />
        </svg>
        <span>Bellhop</span>
      </a>
      <nav aria-label="Pages">
        <a href="/" aria-current={current(path === '/')}>
          Now
        </a>
        <a href="/reminders" aria-current={current(path.startsWith('/reminders'))}>
          Reminders
        </a>
        {mayWrite.value && (
          <a href="/import" aria-current={current(path === '/import')}>
            Import
          </a>
        )}
      </nav>
      <div class="switches">
        {viewer.value?.scope === 'READ' && <span class="scope">Read only</span>}
        <button
          type="button"
          class="quiet"
          aria-pressed={showsUtc.value}
          onClick={toggleUtc}
          title={`Times are shown in ${showsUtc.value ? 'UTC' : ownZone}`}
        >
          <ClockIcon />
          {showsUtc.value ? 'UTC' : placeOf(ownZone)}
          <span class="hidden"> time, {showsUtc.value ? 'switch to local time' : 'switch to UTC'}</span>
        </button>
        <button type="button" class="quiet" onClick={nextTheme} title="Light, dark, or as the system has it">
          <ThemeIcon />
          <span class="hidden">Colours: </span>
          {{ auto: 'Auto', light: 'Light', dark: 'Dark' }[theme.value]}
        </button>
        {viewer.value?.isAuthenticated && (
          <button
            type="button"
            class="quiet"
            onClick={() => void signOut()}
            title={`Signed in as ${viewer.value.name}`}
          >
            Sign out
          </button>
        )}
        {mayWrite.value && (
          <a class="button primary" href="/new" title="New reminder (n)">
            New <span class="wide">reminder</span>
          </a>
        )}
      </div>
    </header>
  );
}
