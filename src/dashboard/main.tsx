import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './live.ts';
import { loadPhones } from './phones.ts';
import { applyTheme } from './theme.ts';
import { readViewer } from './viewer.ts';

applyTheme();
void follow();
void readViewer();
// Not before what is looked at first.
addEventListener('load', () => setTimeout(() => void loadPhones().catch(() => {}), 500));
render(<App />, document.getElementById('root') as HTMLElement);
