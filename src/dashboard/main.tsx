import { render } from 'preact';
import { App, preloadPages } from './app.tsx';
import { follow } from './live.ts';
import { loadPhones } from './phones.ts';
import { applyTheme } from './theme.ts';
import { readViewer } from './viewer.ts';

const REST_AFTER_MS = 300;

applyTheme();
void follow();
void readViewer();
// Not before what is looked at first.
addEventListener('load', () => setTimeout(loadRest, REST_AFTER_MS));

function loadRest(): void {
  preloadPages();
  loadPhones().catch(() => {});
}

render(<App />, document.getElementById('root') as HTMLElement);
