import type { ReactNode } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";
import { isMendedInModels } from "@/shared/lib/model-problems";
import { Button } from "./button";
import { CopyButton } from "./copy-button";
import { ModelsLink } from "./models-link";
import { StatusMark } from "./status-mark";

interface Props {
  /** What could not be done: "The roadmap could not be loaded". */
  title: string;
  error: unknown;
  onRetry?: () => void;
  /** Another way out, beside trying again. */
  action?: ReactNode;
}

/** What failed, why, what now, and the id under which the server logged it. */
export function ErrorState({ title, error, onRetry, action }: Props) {
  const t = useT();
  const problem = toProblem(error);
  // What is not there will not be there in a moment either.
  const mayPass = problem.status !== 404 && problem.status !== 403;
  return (
    <section
      role="alert"
      className="flex max-w-2xl flex-col gap-3 rounded-card border border-hairline bg-raised p-5"
    >
      <p className="text-read font-semibold">
        <StatusMark meaning="failed" labelHidden className="mr-2 align-middle" />
        {title}
      </p>
      <p className="text-muted">{problemText(problem, t)}</p>
      {problem.errors.length > 0 && (
        <ul className="list-disc pl-5 text-fine text-muted">
          {problem.errors.map((entry) => (
            <li key={`${entry.pointer} ${entry.detail}`}>
              <code className="font-code">{entry.pointer}</code> <span lang="en">{entry.detail}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {onRetry && mayPass && (
          <Button look="primary" size="small" onClick={onRetry}>
            {t("action.retry")}
          </Button>
        )}
        {action}
        {isMendedInModels(problem.type) && <ModelsLink size="small" />}
      </div>
      {problem.requestId && (
        <p className="flex flex-wrap items-center gap-2 text-fine text-muted">
          {t("error.requestId")} <code className="font-code select-all">{problem.requestId}</code>
          <CopyButton text={problem.requestId} label={t("error.copyId")} />
        </p>
      )}
    </section>
  );
}
