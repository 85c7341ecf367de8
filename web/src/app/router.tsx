/** The pages and their addresses. Each page arrives with its own file when it is first opened. */

import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type RouterHistory,
  redirect,
} from "@tanstack/react-router";
import { readTimelineSearch, timelineSearch } from "@/features/generation/event-filter";
import { readShownVersions } from "@/features/learning/shown-versions";
import { readViewSearch, type ViewSearch } from "@/features/schedule/views";
import { FILTERS, type Filter } from "@/features/tasks/filters";
import { loadPageTexts } from "@/shared/i18n/i18n";
import { noteNavigation } from "@/shared/lib/navigation-focus";
import { AppFrame } from "./frame/app-frame";
import { CrashPage } from "./pages/crash-page";
import { NotFoundPage } from "./pages/not-found-page";

interface RouterContext {
  queryClient: QueryClient;
}

/** A page's code and the texts of the pages, fetched side by side. */
const withTexts = <Page,>(page: Promise<Page>): Promise<Page> => loadPageTexts().then(() => page);

const root = createRootRouteWithContext<RouterContext>()({
  component: AppFrame,
  notFoundComponent: NotFoundPage,
});

const toNew = () => {
  throw redirect({ to: "/app/new", replace: true });
};

const home = createRoute({ getParentRoute: () => root, path: "/", beforeLoad: toNew });
const appHome = createRoute({ getParentRoute: () => root, path: "/app", beforeLoad: toNew });

const newRoadmap = createRoute({
  getParentRoute: () => root,
  path: "/app/new",
  component: lazyRouteComponent(() => withTexts(import("./pages/new-page")), "NewPage"),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: "/app/tasks",
  validateSearch: (search): { status?: Filter } => {
    const status = FILTERS.find((filter) => filter === search.status);
    return status ? { status } : {};
  },
  component: lazyRouteComponent(() => withTexts(import("./pages/tasks-page")), "TasksPage"),
});

const task = createRoute({
  getParentRoute: () => root,
  path: "/app/tasks/$taskId",
  // The kinds of events that the open timeline shows.
  validateSearch: (search) => timelineSearch(readTimelineSearch(search.timeline)),
  component: lazyRouteComponent(() => withTexts(import("./pages/task-page")), "TaskPage"),
});

const roadmaps = createRoute({
  getParentRoute: () => root,
  path: "/app/roadmaps",
  // What is in the trash, instead of what is not.
  validateSearch: (search): { deleted?: true } => (search.deleted === true ? { deleted: true } : {}),
  component: lazyRouteComponent(() => withTexts(import("./pages/roadmaps-page")), "RoadmapsPage"),
});

const roadmap = createRoute({
  getParentRoute: () => root,
  path: "/app/roadmaps/$roadmapId",
  // How one looks at it, and the concept whose drawer is open.
  validateSearch: (search): ViewSearch & { concept?: string } => ({
    ...readViewSearch(search),
    ...(typeof search.concept === "string" && { concept: search.concept }),
  }),
  component: lazyRouteComponent(() => withTexts(import("./pages/roadmap-page")), "RoadmapPage"),
});

const edit = createRoute({
  getParentRoute: () => root,
  path: "/app/roadmaps/$roadmapId/edit",
  component: lazyRouteComponent(() => withTexts(import("./pages/edit-page")), "EditPage"),
});

const concept = createRoute({
  getParentRoute: () => root,
  path: "/app/roadmaps/$roadmapId/concepts/$conceptId",
  // The versions that one looks at.
  validateSearch: readShownVersions,
  component: lazyRouteComponent(() => withTexts(import("./pages/concept-page")), "ConceptPage"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/app/settings",
  component: lazyRouteComponent(() => withTexts(import("./pages/settings-page")), "SettingsPage"),
});

const routeTree = root.addChildren([
  home,
  appHome,
  newRoadmap,
  tasks,
  task,
  roadmaps,
  roadmap,
  edit,
  concept,
  settings,
]);

export function createAppRouter(queryClient: QueryClient, history?: RouterHistory) {
  const router = createRouter({
    routeTree,
    context: { queryClient },
    ...(history && { history }),
    defaultPreload: "intent",
    defaultErrorComponent: CrashPage,
    scrollRestoration: true,
  });
  router.subscribe("onBeforeNavigate", ({ fromLocation, pathChanged }) => {
    if (fromLocation !== undefined && pathChanged) noteNavigation();
  });
  return router;
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
