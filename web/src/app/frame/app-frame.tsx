import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { onReportWanted } from "@/shared/lib/report-request";
import { useShortcut } from "@/shared/lib/shortcuts";
import { useOnline } from "@/shared/lib/use-online";
import { Banner } from "@/shared/ui/banner";
import { ToastHost } from "@/shared/ui/toast";
import { Rail } from "./rail";

const KeysDialog = lazy(() => import("./keys-dialog"));
const ReportDialog = lazy(() => import("./report-dialog"));

type Open = "keys" | "report" | undefined;

function useGlobalKeys(show: (open: Open) => void): void {
  const navigate = useNavigate();
  useShortcut({ keys: "?", label: "keys.help", group: "everywhere" }, () => show("keys"));
  useShortcut({ keys: "g n", label: "keys.new", group: "everywhere" }, () => navigate({ to: "/app/new" }));
  useShortcut({ keys: "g r", label: "keys.roadmaps", group: "everywhere" }, () =>
    navigate({ to: "/app/roadmaps" }),
  );
  useShortcut({ keys: "g t", label: "keys.tasks", group: "everywhere" }, () =>
    navigate({ to: "/app/tasks" }),
  );
  useShortcut({ keys: "g s", label: "keys.settings", group: "everywhere" }, () =>
    navigate({ to: "/app/settings" }),
  );
}

/** Rail, main column, and what can be opened over any page. */
export function AppFrame() {
  const t = useT();
  const online = useOnline();
  const [open, setOpen] = useState<Open>();
  useGlobalKeys(setOpen);
  useEffect(() => onReportWanted(() => setOpen("report")), []);
  const close = (stays: boolean) => !stays && setOpen(undefined);
  return (
    <div className="flex min-h-dvh flex-col-reverse md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-card bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t("app.skip")}
      </a>
      <Rail onReport={() => setOpen("report")} onKeys={() => setOpen("keys")} />
      <main
        id="main"
        tabIndex={-1}
        className="min-w-0 flex-1 px-4 pt-5 pb-24 outline-none md:px-8 md:pt-8 md:pb-12"
      >
        <div className="mx-auto w-full max-w-page">
          {!online && (
            <Banner tone="waiting" className="mb-4">
              {t("state.offline")}
            </Banner>
          )}
          <Outlet />
          {/* The rail has no room for it on a phone. */}
          <p className="mt-12 md:hidden">
            <button type="button" className="link text-fine" onClick={() => setOpen("report")}>
              {t("nav.report")}
            </button>
          </p>
        </div>
      </main>
      <ToastHost />
      <Suspense>
        {open === "keys" && <KeysDialog open onOpenChange={close} />}
        {open === "report" && <ReportDialog open onOpenChange={close} />}
      </Suspense>
    </div>
  );
}
