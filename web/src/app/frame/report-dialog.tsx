import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { readSupport } from "@/shared/api/task-queries";
import type { Support } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { consoleLines } from "@/shared/lib/console-ring";
import { reportSubject } from "@/shared/lib/report-subject";
import { buttonClass } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { Dialog } from "@/shared/ui/dialog";
import { type ProblemReport, redact } from "./report";

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

function makeReport(taskId: string | undefined, server: ProblemReport["server"]): ProblemReport {
  return redact({
    made_at: new Date().toISOString(),
    url: location.href,
    task_id: taskId ?? null,
    browser: {
      user_agent: navigator.userAgent,
      language: navigator.language,
      online: navigator.onLine,
      viewport: `${innerWidth}×${innerHeight}`,
    },
    server,
    console: consoleLines(),
  });
}

function serverPart(data: Support | undefined, error: unknown): ProblemReport["server"] {
  if (data !== undefined) return data;
  return error ? { unavailable: toProblem(error).detail } : null;
}

function ReportDialog({ open, onOpenChange }: Props) {
  const t = useT();
  const taskId = reportSubject();
  const support = useQuery({
    queryKey: ["support", taskId],
    queryFn: () => readSupport(taskId ?? ""),
    enabled: taskId !== undefined,
    retry: false,
    gcTime: 0,
  });
  const text = JSON.stringify(makeReport(taskId, serverPart(support.data, support.error)), null, 2);
  const name = `milepost-report-${taskId ?? "page"}.json`;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t("report.title")}
      description={t("report.intro")}
      footer={
        <>
          <a
            className={buttonClass("secondary", "small")}
            download={name}
            href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
          >
            <Download size={16} aria-hidden />
            {t("report.download")}
          </a>
          <CopyButton text={text} label={t("report.copy")} />
        </>
      }
    >
      {taskId === undefined && <p className="text-fine text-muted">{t("report.noTask")}</p>}
      {support.isError && (
        <p className="text-fine text-failed">
          {t("report.serverPart", { reason: problemText(toProblem(support.error), t) })}
        </p>
      )}
      <textarea
        readOnly
        aria-label={t("report.contents")}
        value={text}
        rows={14}
        className="w-full resize-y rounded-card border border-edge bg-sunken p-3 font-code text-fine"
      />
    </Dialog>
  );
}

// `lazy` asks for a default export.
// biome-ignore lint/style/noDefaultExport: see above.
export default ReportDialog;
