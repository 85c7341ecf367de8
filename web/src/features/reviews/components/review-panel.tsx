/** The pause in which a person decides: the plan, its check, the changes, and the two buttons. */
import { Redo2, Undo2 } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useRef } from "react";
import { toProblem } from "@/shared/api/problem";
import type { Roadmap, TaskDetail } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useShortcut } from "@/shared/lib/shortcuts";
import { useMedia } from "@/shared/lib/use-media";
import type { TaskView } from "@/shared/realtime/task-view";
import { Banner } from "@/shared/ui/banner";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { PageHeading } from "@/shared/ui/page-heading";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { allParts } from "../outline";
import { type Review, useReview } from "../use-review";
import { ChangeBar } from "./change-bar";
import { ChangePanel } from "./change-panel";
import { IssueList } from "./issue-list";
import { LeftOut } from "./left-out";
import { OutlineEditor, showPart } from "./outline-editor";
import { WaysOut } from "./ways-out";
import { WordsBox } from "./words-box";

interface Props {
  task: TaskView;
  roadmap: Roadmap;
  detail: TaskDetail | undefined;
  tabTitle: string;
  /** The trail, for the column beside the plan. */
  trail: ReactNode;
  /** Cancel and notifications. */
  tools: ReactNode;
  /** The goal has been put into the box at `/app/new`, with another value. */
  onStartOver: () => void;
}

/** Names of all parts, those of the plan as it would be first. */
function useNames(review: Review, roadmap: Roadmap): (id: string) => string {
  const names = useMemo(() => {
    const gone = roadmap.pruned.map(({ concept_id, name }) => [concept_id, name] as const);
    const now = [...allParts(review.base), ...allParts(review.outline)].map(
      ({ id, name }) => [id, name] as const,
    );
    return new Map([...gone, ...now]);
  }, [review.base, review.outline, roadmap.pruned]);
  return useCallback((id: string) => names.get(id) ?? id, [names]);
}

interface DecisionProps {
  review: Review;
  detail: TaskDetail | undefined;
  onAsk: () => void;
}

function Decision({ review, detail, onAsk }: DecisionProps) {
  const t = useT();
  const { approve, accepted, validation, outline } = review;
  const isBlocked = (validation?.issues ?? []).some(({ severity }) => severity === "blocking");
  const concepts = allParts(outline).filter(({ kind }) => kind === "concept").length;
  const kinds = detail?.request.preferences?.unit_kinds?.length ?? 3;
  const problem = approve.error ? toProblem(approve.error) : undefined;
  const undoProblem = review.undo.problem;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="primary"
          // It stays busy until the next event shows that writing has begun.
          busy={approve.isPending || approve.isSuccess}
          aria-disabled={isBlocked}
          aria-describedby={isBlocked ? "review-blocked" : undefined}
          className={isBlocked ? "opacity-55" : undefined}
          onClick={() => !isBlocked && approve.mutate()}
        >
          {accepted.length > 0 ? t("review.approveWith", { count: accepted.length }) : t("review.approve")}
        </Button>
        <Button onClick={onAsk}>{t("review.ask")}</Button>
        <UndoButtons review={review} />
      </div>
      <p className="figures text-fine text-muted">
        {t("review.writes", { concepts, parts: concepts * kinds })}
        {detail?.planner === "catalog" && ` · ${t("review.costNothing")}`}
      </p>
      {isBlocked && (
        <p id="review-blocked" className="text-fine text-failed">
          {t("review.blocked")}
        </p>
      )}
      {problem && problem.type !== "stale-review" && (
        <ErrorState title={t("review.approveFailed")} error={problem} />
      )}
      {undoProblem && undoProblem.type !== "stale-revision" && (
        <ErrorState title={t("review.undoFailed")} error={undoProblem} />
      )}
    </div>
  );
}

function UndoButtons({ review }: { review: Review }) {
  const t = useT();
  const { changes, undo } = review;
  const prepared = changes.changes.length > 0;
  const canUndo = prepared || undo.canUndo;
  const goBack = () => {
    if (prepared) changes.dropLast();
    else if (undo.canUndo) undo.undo();
  };
  useShortcut({ keys: "u", label: "review.key.undo", group: "page" }, goBack, canUndo);
  return (
    <>
      <Button
        look="quiet"
        busy={undo.isPending}
        aria-disabled={!canUndo}
        className={canUndo ? undefined : "opacity-55"}
        onClick={goBack}
      >
        <Undo2 size={16} aria-hidden />
        {t("review.undo")}
      </Button>
      {undo.canRedo && !prepared && (
        <Button look="quiet" busy={undo.isPending} onClick={undo.redo}>
          <Redo2 size={16} aria-hidden />
          {t("review.redo")}
        </Button>
      )}
    </>
  );
}

export function ReviewPanel({ task, roadmap, detail, tabTitle, trail, tools, onStartOver }: Props) {
  const t = useT();
  const review = useReview(task, roadmap);
  const nameOf = useNames(review, roadmap);
  const box = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const isWide = useMedia("(min-width: 64rem)");
  const ask = () => {
    box.current?.scrollIntoView({ block: "center" });
    box.current?.querySelector("textarea")?.focus();
  };
  useShortcut({ keys: "c", label: "review.key.ask", group: "page" }, ask);
  const verdict = roadmap.verdict;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-col gap-3">
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1">
            <p className="text-fine text-muted">{roadmap.title}</p>
            <PageHeading
              title={t("review.title")}
              tabTitle={tabTitle}
              className="text-display font-semibold"
            />
          </div>
          {tools}
        </div>
        {verdict && <VerdictLine verdict={verdict} />}
        {verdict && <WaysOut {...{ verdict, review, onStartOver }} request={detail?.request} />}
        <Decision review={review} detail={detail} onAsk={ask} />
        {review.changedElsewhere && <Banner tone="needs_you">{t("review.stale")}</Banner>}
      </header>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <aside className="flex flex-col gap-8 lg:order-last lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto lg:px-1">
          <WordsBox review={review} box={box} />
          <ChangePanel review={review} nameOf={nameOf} ref={panel} />
          {isWide && trail}
        </aside>
        <div className="flex min-w-0 flex-col gap-6">
          {review.validation && (
            <IssueList
              report={review.validation}
              nameOf={nameOf}
              isPreview={review.accepted.length > 0}
              onShow={showPart}
            />
          )}
          <OutlineEditor review={review} roadmap={roadmap} nameOf={nameOf} />
          <ChangeBar review={review} onShow={() => panel.current?.scrollIntoView({ block: "start" })} />
          <LeftOut roadmap={roadmap} />
          {!isWide && trail}
        </div>
      </div>
    </article>
  );
}
