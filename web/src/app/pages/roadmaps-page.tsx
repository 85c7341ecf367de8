import { RoadmapList } from "@/features/roadmap/components/roadmap-list";
import { useT } from "@/shared/i18n/i18n";
import { PageHeading } from "@/shared/ui/page-heading";

export function RoadmapsPage() {
  const t = useT();
  return (
    <div className="flex flex-col gap-5">
      <PageHeading title={t("roadmaps.title")} />
      <RoadmapList />
    </div>
  );
}
