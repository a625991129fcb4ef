import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './live.ts';
import { applyTheme } from './theme.ts';
import { readViewer } from './viewer.ts';

applyTheme();
void follow();
void readViewer();
render(<App />, document.getElementById('root') as HTMLElement);
