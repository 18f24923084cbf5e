let probe: HTMLElement | null = null;
let system: MediaQueryList | null = null;
/** Of one theme: to ask for a style makes the browser work out all of them, and a chart asks a dozen times each second. */
let known = { theme: '', colours: new Map<string, string>() };

/** Colours of the design tokens for canvases, which do not know CSS variables. */
export function tokenColour(token: string): string {
  const theme = themeNow();
  if (known.theme !== theme) known = { theme, colours: new Map() };
  const colour = known.colours.get(token) ?? asked(token);
  known.colours.set(token, colour);
  return colour;
}

function asked(token: string): string {
  if (!probe) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** By choice, or by the system. */
function themeNow(): string {
  return `${document.documentElement.dataset['theme']} ${systemTheme().matches}`;
}

function systemTheme(): MediaQueryList {
  system ??= matchMedia('(prefers-color-scheme: dark)');
  return system;
}

/** What has been painted with them is painted anew when the theme changes, by choice or by the system. @returns its end */
export function onThemeChange(repaint: () => void): () => void {
  const themed = new MutationObserver(repaint);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  systemTheme().addEventListener('change', repaint);
  return () => {
    themed.disconnect();
    systemTheme().removeEventListener('change', repaint);
  };
}
