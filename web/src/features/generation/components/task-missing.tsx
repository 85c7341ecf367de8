import { Link } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { buttonClass } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";

/** The address names no task of this learner. */
export function TaskMissing() {
  const t = useT();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 py-16 text-center">
      <PageHeading title={t("live.missing.title")} />
      <p className="text-muted">{t("live.missing.text")}</p>
      <div className="flex flex-wrap justify-center gap-2">
        <Link to="/app/tasks" className={buttonClass("primary")}>
          {t("live.missing.tasks")}
        </Link>
        <Link to="/app/new" className={buttonClass()}>
          {t("state.notFound.action")}
        </Link>
      </div>
    </div>
  );
}
