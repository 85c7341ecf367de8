import type { Issue, ValidationReport } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { StatusMark } from "@/shared/ui/status-mark";
import { issueWords } from "../change-words";
import type { NameOf } from "../operation-words";

interface Props {
  report: ValidationReport;
  nameOf: NameOf;
  /** The report is about the plan with the prepared changes. */
  isPreview: boolean;
  /** Go to the part that an issue concerns. */
  onShow: (partId: string) => void;
}

interface LineProps {
  issue: Issue;
  nameOf: NameOf;
  onShow: (partId: string) => void;
}

function IssueLine({ issue, nameOf, onShow }: LineProps) {
  const t = useT();
  const partId = issue.part_id;
  return (
    <li className="flex items-baseline gap-2">
      <StatusMark meaning={issue.severity === "blocking" ? "failed" : "needs_you"} labelHidden size={12} />
      <span title={issue.detail}>
        {issueWords(issue, nameOf, t)}{" "}
        {partId && (
          <button type="button" className="link text-fine" onClick={() => onShow(partId)}>
            {t("review.check.show")}
            <span className="sr-only"> {nameOf(partId)}</span>
          </button>
        )}
      </span>
    </li>
  );
}

/** What code found when it checked the plan: first what blocks, then what is only worth knowing. */
export function IssueList({ report, nameOf, isPreview, onShow }: Props) {
  const t = useT();
  const issues = report.issues ?? [];
  const blocking = issues.filter(({ severity }) => severity === "blocking").length;
  const notes = issues.length - blocking;
  const verdict =
    report.outcome === "not_checked"
      ? t("review.check.not_checked")
      : blocking > 0
        ? t("review.check.blocking", { count: blocking })
        : t("review.check.ok");
  return (
    <section aria-live="polite" className="flex flex-col gap-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <StatusMark
          meaning={report.outcome === "not_checked" ? "needs_you" : blocking > 0 ? "failed" : "done"}
          label={isPreview ? `${t("review.check.after")}: ${verdict}` : verdict}
        />
        {notes > 0 && <span className="text-muted">· {t("review.check.notes", { count: notes })}</span>}
      </p>
      {issues.length > 0 && (
        <ul className="flex flex-col gap-1.5 pl-6">
          {issues.map((issue) => (
            <IssueLine
              key={`${issue.code} ${issue.part_id} ${issue.detail}`}
              {...{ issue, nameOf, onShow }}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
