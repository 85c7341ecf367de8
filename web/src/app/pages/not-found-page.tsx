import { Link } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { buttonClass } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";

export function NotFoundPage() {
  const t = useT();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 py-16 text-center">
      <PageHeading title={t("state.notFound.title")} />
      <p className="text-muted">{t("state.notFound.text")}</p>
      <Link to="/app/new" className={buttonClass("primary")}>
        {t("state.notFound.action")}
      </Link>
    </div>
  );
}
