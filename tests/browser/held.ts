import type { Page } from 'playwright-core';

/** An answer that comes only when it is let go: by then, what stands in its place meanwhile has been drawn. */
export function held(path: string): { prepare(page: Page): Promise<void>; asked: Promise<void>; letGo(): void } {
  const [asked, gone] = [signal(), signal()];
  return {
    prepare: async (page) => {
      await page.route(path, async (route) => {
        asked.give();
        await gone.given;
        await route.continue();
      });
    },
    asked: asked.given,
    letGo: gone.give,
  };
}

function signal(): { given: Promise<void>; give(): void } {
  let give = (): void => {};
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give: () => give() };
}
