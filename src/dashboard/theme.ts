import { signal } from '@preact/signals';
import { kept } from './kept.ts';

export type Theme = 'auto' | 'light' | 'dark';
const themes: readonly Theme[] = ['auto', 'light', 'dark'];

const stored = kept('theme');
export const theme = signal<Theme>(themes.find((each) => each === stored.read()) ?? 'auto');

/** The style follows `color-scheme` alone, so that this is all there is to switch. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme.value;
}

export function nextTheme(): void {
  theme.value = themes[(themes.indexOf(theme.value) + 1) % themes.length] as Theme;
  stored.write(theme.value);
  applyTheme();
}
