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
