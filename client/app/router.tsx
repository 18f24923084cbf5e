/** Every page and its address. Pages that not everybody needs are chunks of their own. */
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { HomePage } from '../pages/home/HomePage.tsx';
import { DrillPage } from './DrillPage.tsx';
import { lazyPage } from './lazy-page.ts';
import { BrokenPage, NotFoundPage, WaitingPage } from './Message.tsx';

const root = createRootRoute({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error }) => <BrokenPage message={error instanceof Error ? error.message : String(error)} />,
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: HomePage });
const LazyJoin = lazyPage(() => import('../pages/join/JoinPage.tsx'), 'JoinPage');
const join = createRoute({ getParentRoute: () => root, path: '/join', component: () => <LazyJoin code="" /> });
const joinWithCode = createRoute({
  getParentRoute: () => root,
  path: '/join/$code',
  component: function JoinWithCode() {
    return <LazyJoin code={joinWithCode.useParams().code} />;
  },
});
const drill = createRoute({
  getParentRoute: () => root,
  path: '/drill/$drillId',
  component: function Drill() {
    return <DrillPage drillId={drill.useParams().drillId} />;
  },
});

const LazyDebrief = lazyPage(() => import('../debrief/DebriefPage.tsx'), 'DebriefPage');
const debrief = createRoute({
  getParentRoute: () => root,
  path: '/drill/$drillId/debrief',
  component: function Debrief() {
    return <LazyDebrief drillId={debrief.useParams().drillId} />;
  },
});
const LazyPostmortem = lazyPage(() => import('../debrief/PostmortemPage.tsx'), 'PostmortemPage');
const postmortem = createRoute({
  getParentRoute: () => root,
  path: '/drill/$drillId/postmortem',
  component: function Postmortem() {
    return <LazyPostmortem drillId={postmortem.useParams().drillId} />;
  },
});
const LazyWall = lazyPage(() => import('../wall/WallPage.tsx'), 'WallPage');
const wall = createRoute({
  getParentRoute: () => root,
  path: '/drill/$drillId/wall',
  component: function Wall() {
    return <LazyWall drillId={wall.useParams().drillId} />;
  },
});
const LazyStatus = lazyPage(() => import('../pages/status/StatusPage.tsx'), 'StatusPage');
const status = createRoute({ getParentRoute: () => root, path: '/status', component: () => <LazyStatus drillId={null} /> });
const statusOfDrill = createRoute({
  getParentRoute: () => root,
  path: '/status/$drillId',
  component: function StatusOfDrill() {
    return <LazyStatus drillId={statusOfDrill.useParams().drillId} />;
  },
});
const capabilities = createRoute({
  getParentRoute: () => root,
  path: '/capabilities',
  component: lazyPage(() => import('../pages/capabilities/CapabilitiesPage.tsx'), 'CapabilitiesPage'),
});
const shifts = createRoute({
  getParentRoute: () => root,
  path: '/shift',
  component: lazyPage(() => import('../pages/shift/ShiftsPage.tsx'), 'ShiftsPage'),
});
const LazyShift = lazyPage(() => import('../pages/shift/ShiftPage.tsx'), 'ShiftPage');
const shift = createRoute({
  getParentRoute: () => root,
  path: '/shift/$shiftId',
  component: function Shift() {
    return <LazyShift shiftId={shift.useParams().shiftId} />;
  },
});
const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk',
  component: lazyPage(() => import('../desk/DeskPage.tsx'), 'DeskPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    ...[home, join, joinWithCode, drill, debrief, postmortem, wall],
    ...[status, statusOfDrill, capabilities, shifts, shift, desk],
  ]),
  defaultPendingComponent: WaitingPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
