/** The question, what was understood of the answer, and the button that makes a roadmap of it. */
import { type FormEvent, type KeyboardEvent, lazy, Suspense, useEffect, useRef } from "react";
import { useT } from "@/shared/i18n/i18n";
import { type GoalDraft, goalRequest } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { isGoalRefusal, usePreview } from "../preview";
import { understood as understand } from "../understood";
import { useGoalDraft } from "../use-goal-draft";
import { useSubmitGoal } from "../use-submit-goal";
import { Examples } from "./examples";
import { GoalBox } from "./goal-box";
import { MoreOptions } from "./more-options";

const loadAnswer = () => import("./goal-answer");
const GoalAnswer = lazy(() => loadAnswer().then((module) => ({ default: module.GoalAnswer })));

const timeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Fields that change which concepts are in the plan, or when it ends. */
const SHAPES_PLAN: ReadonlySet<string> = new Set<keyof GoalDraft>([
  "goal",
  "goals",
  "hours",
  "deadline",
  "level",
  "known",
  "placed",
  "weekStart",
]);

interface Props {
  /** The goal has become a task. */
  onMade: (taskId: string) => void;
}

export function GoalForm({ onMade }: Props) {
  const t = useT();
  // Not needed to ask the question; it is there before anybody has typed an answer.
  useEffect(() => void loadAnswer(), []);
  const box = useRef<HTMLTextAreaElement>(null);
  const { draft, change } = useGoalDraft();
  const body = goalRequest(draft, timeZone());
  const { preview, problem, settled, isBehind } = usePreview(body);
  const submit = useSubmitGoal({ draft, body, onMade, onRefused: () => box.current?.focus() });

  const edit = (update: Partial<GoalDraft>) => {
    submit.forgetProblem();
    // What has to be left out was worked out for the plan as it was.
    const isAnotherPlan = Object.keys(update).some((name) => SHAPES_PLAN.has(name));
    change({ ...(isAnotherPlan && { leaveOut: [] }), ...update });
  };
  const refused = submit.refusal ?? (problem && isGoalRefusal(problem) ? problem : undefined);
  const shown = preview && (refused === undefined || isBehind) ? preview : undefined;
  const understood = shown && understand(draft, shown);
  const fields = { draft, onChange: edit, errors: submit.errors(problem), understood };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    submit.send();
  };
  const sendByKeys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    // What is typed in a dialog comes through here as well.
    if (!event.currentTarget.contains(event.target as Node)) return;
    event.preventDefault();
    submit.send();
  };
  return (
    <form noValidate onSubmit={send} onKeyDown={sendByKeys} className="flex flex-col gap-4">
      <GoalBox
        ref={box}
        value={draft.goal}
        error={submit.isEmpty ? t("new.empty") : fields.errors.goal}
        onChange={(goal) => edit({ goal, ...(goal.trim() === "" && { goals: [] }) })}
      />
      <div className="flex min-h-24 flex-col gap-4">
        {draft.goal.trim() === "" && (
          <Examples
            onChoose={(goal) => {
              edit({ goal });
              box.current?.focus();
            }}
          />
        )}
        <Suspense>
          {draft.goal.trim() !== "" && (
            <GoalAnswer
              fields={fields}
              goal={body}
              preview={shown}
              isBehind={isBehind}
              refused={refused}
              isSettled={settled || submit.refusal !== undefined}
              problem={problem}
              onGoal={(goal) => {
                edit({ goals: [goal] });
                box.current?.focus();
              }}
            />
          )}
        </Suspense>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" look="primary" busy={submit.isSending} className="min-h-11 px-6 max-sm:w-full">
          {submit.isSending ? t("new.busy") : t("new.submit")}
        </Button>
        <span className="hidden text-fine text-muted sm:inline">
          {t("new.submitKeys", { modifier: IS_MAC ? "⌘" : "Ctrl" })}
        </span>
      </div>
      {submit.failure && <ErrorState title={t("new.failed")} error={submit.failure} onRetry={submit.send} />}
      <MoreOptions {...fields} />
    </form>
  );
}
