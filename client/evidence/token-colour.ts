/** Colours of the design tokens for canvases, which do not know CSS variables. Asked again after the theme changed. */
let probe: HTMLElement | null = null;

export function tokenColour(token: string): string {
  if (!probe) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** What has been painted with them is painted anew when the theme changes, by choice or by the system. @returns its end */
export function onThemeChange(repaint: () => void): () => void {
  const themed = new MutationObserver(repaint);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', repaint);
  return () => {
    themed.disconnect();
    system.removeEventListener('change', repaint);
  };
}
