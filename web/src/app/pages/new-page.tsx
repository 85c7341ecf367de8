import { useNavigate } from "@tanstack/react-router";
import { GoalForm } from "@/features/new-roadmap/components/goal-form";
import { useT } from "@/shared/i18n/i18n";
import { PageHeading } from "@/shared/ui/page-heading";

/** The question in the middle of an empty page. */
export function NewPage() {
  const t = useT();
  const navigate = useNavigate();
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-6 pt-[6vh] md:pt-[14vh]">
      <PageHeading
        title={t("new.title")}
        tabTitle={t("new.tab")}
        takesFocus={false}
        className="text-display font-semibold text-balance"
      />
      <GoalForm onMade={(taskId) => navigate({ to: "/app/tasks/$taskId", params: { taskId } })} />
    </div>
  );
}
