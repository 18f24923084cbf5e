// While nothing is played: the ways in, the desk before a drill, what can be practised, and pages that have nothing to show or broke.
import { clear, openDesk } from '../moves.mjs';

const phone = { width: 390, height: 844 };

export async function playQuiet({ camera, house }) {
  const { url } = house;
  await house.ready();
  const { page } = await camera.person();
  const at = (name, path, reach = async () => {}) =>
    camera.picture(name, page, async () => {
      await page.goto(`${url}${path}`);
      await reach();
      // A key pressed at each page: what is felt there is not felt at none of them.
      await page.keyboard.press('Tab');
      await clear(page);
    });

  await at('home', '/', () => page.getByText('The shop is up and under load.').waitFor());
  await camera.countScripts('home', page);
  await at('capabilities', '/capabilities', () => page.getByRole('heading', { name: 'Capabilities', level: 1 }).waitFor());
  await camera.countScripts('capabilities', page);
  await at('shifts', '/shift', () =>
    page
      .getByRole('button', { name: /^Take it:/ })
      .first()
      .waitFor(),
  );
  await at('status-quiet', '/status');
  await camera.countScripts('status', page);
  await at('join', '/join', () => page.getByLabel('Your name').fill('Ana'));
  await camera.countScripts('join', page);
  await at('join-refused', '/join/ZZZZZZ', async () => {
    await page.getByLabel('Your name').fill('Ana');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByText('No open drill has this join code').waitFor();
  });
  await at('desk-gate', '/desk', () => page.getByLabel('Facilitator key').waitFor());
  await at('desk-gate-refused', '/desk', async () => {
    await page.getByLabel('Facilitator key').fill('wrong-key');
    await page.getByRole('button', { name: 'Open the desk' }).click();
    await page.getByText('This is not the key of this house.').waitFor();
  });
  await at('shift-refused', '/shift/SHIFT-9999', () => page.getByRole('heading', { name: 'This shift cannot be opened' }).waitFor());
  await at('not-found', '/nowhere');
  await at('drill-not-running', '/drill/INC-9999', () => page.getByText('INC-9999 is not running').waitFor());
  await at('debrief-refused', '/drill/INC-9999/debrief', () =>
    page.getByRole('heading', { name: 'This debrief cannot be opened' }).waitFor(),
  );
  await withKey({ camera, house });
  await brokenPages({ camera, url });
  const small = await camera.person(phone);
  await camera.picture('home-phone', small.page, () => small.page.goto(url));
  await small.context.close();
}

async function withKey({ camera, house }) {
  const { page, context } = await camera.person();
  await camera.picture('desk-before', page, async () => {
    await openDesk(page, house);
    await page
      .getByRole('button', { name: /difficulty/ })
      .first()
      .click();
    await page.getByText('Dead ends').waitFor();
  });
  await camera.picture('capabilities-open', page, async () => {
    await page.getByRole('link', { name: 'Capabilities' }).click();
    await page.getByRole('heading', { name: 'Capabilities', level: 1 }).waitFor();
  });
  await context.close();
}

/** What does not come, or comes broken, is made so on the way to the browser. */
async function brokenPages({ camera, url }) {
  const { page, context } = await camera.person();
  const broken = (name, { of, how, path, seen }) =>
    camera.picture(name, page, async () => {
      await page.route(of, how);
      await page.goto(`${url}${path}`);
      await seen();
    });
  // Held for good: let go only when the page is left.
  await broken('home-waiting', {
    of: '**/api/v1/home',
    how: () => {},
    path: '/',
    seen: () => page.locator('.ui-skeleton').first().waitFor(),
  });
  await broken('page-waiting', {
    of: /\/assets\/CapabilitiesPage.*\.js/,
    how: () => {},
    path: '/capabilities',
    seen: () => page.getByRole('status', { name: 'Loading' }).waitFor(),
  });
  await broken('page-broken', {
    of: /\/assets\/JoinPage.*\.js/,
    how: (route) => route.abort(),
    path: '/join',
    seen: () => page.getByRole('heading', { name: 'This page broke' }).waitFor(),
  });
  await broken('status-unread', {
    of: '**/api/v2/*.json',
    how: (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/json',
        body: '{"code":"store_unavailable","message":"The event store does not answer."}',
      }),
    path: '/status',
    seen: () => page.locator('.ui-notice').first().waitFor(),
  });
  await context.close();
}
