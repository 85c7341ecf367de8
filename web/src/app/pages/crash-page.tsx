import type { ErrorComponentProps } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";

/** Shown in place of a page whose code threw, so that the rail and *Report a problem* stay. */
export function CrashPage({ error }: ErrorComponentProps) {
  const t = useT();
  return (
    <div role="alert" className="mx-auto flex max-w-md flex-col items-center gap-3 py-16 text-center">
      <PageHeading title={t("state.crash.title")} />
      <p className="text-muted">{t("state.crash.text")}</p>
      <code className="font-code text-fine text-muted">{String(error)}</code>
      <Button look="primary" onClick={() => location.reload()}>
        {t("app.reload")}
      </Button>
    </div>
  );
}
