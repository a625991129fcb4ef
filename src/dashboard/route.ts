import { signal } from '@preact/signals';

export interface Route {
  readonly path: string;
  readonly search: URLSearchParams;
}

/** Where in the dashboard we are. */
export const route = signal(current());

let before: string | null = null;

/** The path of the page from which we came here; `null` at the beginning. */
export function cameFrom(): string | null {
  return before;
}

addEventListener('popstate', enter);

export interface GoOptions {
  /** Takes the place of where we are, so that "back" does not lead here. */
  readonly replace?: boolean;
}

export function go(to: string, { replace = false }: GoOptions = {}): void {
  if (to === `${location.pathname}${location.search}`) return;
  const isOtherPage = new URL(to, location.href).pathname !== location.pathname;
  if (replace) history.replaceState(null, '', to);
  else history.pushState(null, '', to);
  enter();
  if (isOtherPage) scrollTo(0, 0);
}

/** Follows links inside the dashboard without loading the page anew; the browser keeps its own ways of opening. */
export function onLinkClick(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const anchor = (event.target as Element).closest('a');
  if (!anchor || anchor.target || anchor.hasAttribute('download') || anchor.origin !== location.origin)
    return;
  if (!isOurs(anchor.pathname) || anchor.hash !== '') return;
  event.preventDefault();
  go(`${anchor.pathname}${anchor.search}`);
}

export function detailPath(id: string): string {
  return `/reminders/${encodeURIComponent(id)}`;
}

function isOurs(path: string): boolean {
  return path === '/' || path === '/new' || path === '/import' || /^\/reminders(\/|$)/.test(path);
}

function enter(): void {
  const here = current();
  if (here.path !== route.value.path) before = route.value.path;
  route.value = here;
}

function current(): Route {
  return { path: location.pathname, search: new URLSearchParams(location.search) };
}
