/** Light, dark, or as the system has it; remembered. Set before anything is drawn. */
import { create } from 'zustand';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const storageKey = 'brownout.theme';

const useShown = create<{ theme: Theme }>(() => ({ theme: 'system' }));

/** The one that is chosen, wherever on the page that was done. */
export const useTheme = (): Theme => useShown(({ theme }) => theme);

export function setTheme(theme: Theme): void {
  localStorage.setItem(storageKey, theme);
  applyTheme();
}

export function applyTheme(): void {
  const stored = localStorage.getItem(storageKey);
  const theme = themes.find((each) => each === stored) ?? 'system';
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  useShown.setState({ theme });
}
