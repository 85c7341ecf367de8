import { getRouteApi } from "@tanstack/react-router";
import { RoadmapList } from "@/features/roadmap/components/roadmap-list";
import { useT } from "@/shared/i18n/i18n";
import { FilterChip } from "@/shared/ui/chip";
import { PageHeading } from "@/shared/ui/page-heading";

const route = getRouteApi("/app/roadmaps");

export function RoadmapsPage() {
  const t = useT();
  const { deleted = false } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (trash: boolean) => navigate({ search: trash ? { deleted: true } : {} });
  return (
    <div className="flex flex-col gap-5">
      <PageHeading title={t("roadmaps.title")} {...(deleted && { tabTitle: t("trash.title") })} />
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">{t("roadmaps.which")}</legend>
        <FilterChip pressed={!deleted} onClick={() => show(false)}>
          {t("roadmaps.title")}
        </FilterChip>
        <FilterChip pressed={deleted} onClick={() => show(true)}>
          {t("trash.title")}
        </FilterChip>
      </fieldset>
      <RoadmapList key={String(deleted)} deleted={deleted} />
    </div>
  );
}
