import { getRouteApi } from "@tanstack/react-router";
import { StatusFilter } from "@/features/tasks/components/status-filter";
import { TaskList } from "@/features/tasks/components/task-list";
import type { Filter } from "@/features/tasks/filters";
import { useT } from "@/shared/i18n/i18n";
import { PageHeading } from "@/shared/ui/page-heading";

const route = getRouteApi("/app/tasks");

export function TasksPage() {
  const t = useT();
  const { status } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (filter: Filter | undefined) => navigate({ search: filter ? { status: filter } : {} });
  return (
    <div className="flex flex-col gap-5">
      <PageHeading title={t("tasks.title")} />
      <StatusFilter chosen={status} onChoose={show} />
      <TaskList filter={status} onShowAll={() => show(undefined)} />
    </div>
  );
}
