/** The question, what was understood of the answer, and the button that makes a roadmap of it. */
import { type FormEvent, type KeyboardEvent, useRef } from "react";
import { problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";
import { type GoalDraft, goalRequest } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { ErrorState } from "@/shared/ui/error-state";
import { StatusMark } from "@/shared/ui/status-mark";
import { isGoalRefusal, usePreview } from "../preview";
import { understood as understand } from "../understood";
import { useGoalDraft } from "../use-goal-draft";
import { useSubmitGoal } from "../use-submit-goal";
import { Examples } from "./examples";
import { GoalBox } from "./goal-box";
import { GoalRefusal } from "./goal-refusal";
import { MoreOptions } from "./more-options";
import { PlacementOffer } from "./placement-offer";
import { UnderstoodChips } from "./understood-chips";
import { VerdictPanel } from "./verdict-panel";

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
  const fields = { draft, onChange: edit, errors: submit.errors(problem) };
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
        {understood && <UnderstoodChips {...fields} understood={understood} isBehind={isBehind} />}
        {shown && <VerdictPanel preview={shown} draft={draft} onChange={edit} isBehind={isBehind} />}
        {shown && shown.concept_count + draft.placed.length > 0 && (
          <PlacementOffer draft={draft} goal={body} onChange={edit} />
        )}
        {refused &&
          shown === undefined &&
          (settled || submit.refusal ? (
            <GoalRefusal
              problem={refused}
              onChoose={(goal) => {
                edit({ goals: [goal] });
                box.current?.focus();
              }}
            />
          ) : (
            <p className="text-muted">{t("new.refused.soon")}</p>
          ))}
        {problem && !isGoalRefusal(problem) && (
          <p role="status" className={problem.isTransient ? "text-fine text-muted" : "text-failed"}>
            {problem.isTransient ? t("new.previewFailed") : problemText(problem, t)}
          </p>
        )}
        {shown && shown.fallback_count > 0 && (
          <p className="text-fine text-muted">
            <StatusMark meaning="waiting" labelHidden className="mr-1.5 align-middle" size={12} />
            {t("new.partlyEnglish", { count: shown.fallback_count, total: shown.concept_count })}
          </p>
        )}
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
      <MoreOptions {...fields} understood={understood} />
    </form>
  );
}
