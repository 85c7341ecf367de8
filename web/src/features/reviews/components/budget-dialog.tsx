import { useState } from "react";
import type { Operation } from "@/shared/api/types";
import { localDay } from "@/shared/i18n/format";
import { useT } from "@/shared/i18n/i18n";
import { HOURS_BOUNDS } from "@/shared/lib/goal-draft";
import { Checkbox } from "@/shared/ui/checkbox";
import { TextField } from "@/shared/ui/text-field";
import { EditDialog, type EditDialogProps } from "./edit-dialog";
import { HoursField, readHours } from "./number-field";

/** Hours a week and the day by which to be done. */
export function BudgetDialog({ editor, roadmap, onClose }: EditDialogProps) {
  const t = useT();
  // With prepared changes it is about what they leave.
  const verdict = editor.diff?.verdict_after ?? roadmap.verdict;
  const [hours, setHours] = useState(String(verdict?.hours_per_week ?? ""));
  const [deadline, setDeadline] = useState(verdict?.deadline ?? "");
  const [none, setNone] = useState(verdict?.deadline == null);
  const pace = readHours(hours, HOURS_BOUNDS);
  const isPast = !none && deadline !== "" && deadline < localDay(new Date());
  const operation = (): Operation | undefined => {
    if (pace === undefined || isPast || (!none && deadline === "")) return undefined;
    const change = {
      ...(pace !== verdict?.hours_per_week && { hours_per_week: pace }),
      ...(none && verdict?.deadline != null && { no_deadline: true }),
      ...(!none && deadline !== verdict?.deadline && { deadline }),
    };
    return Object.keys(change).length === 0 ? undefined : { kind: "set_budget", ...change };
  };
  return (
    <EditDialog
      title={t("edit.budget.title")}
      confirm={t("edit.budget.confirm")}
      editor={editor}
      operation={operation()}
      onClose={onClose}
    >
      <HoursField
        label={t("edit.budget.hours")}
        bounds={HOURS_BOUNDS}
        error={t("edit.budget.hoursBounds")}
        value={hours}
        onValueChange={setHours}
        autoFocus
      />
      <div className="flex flex-wrap items-end gap-4">
        <TextField
          className="w-48"
          type="date"
          label={t("edit.budget.deadline")}
          disabled={none}
          value={none ? "" : deadline}
          error={isPast ? t("edit.budget.past") : undefined}
          onChange={(event) => setDeadline(event.target.value)}
        />
        <Checkbox label={t("edit.budget.none")} checked={none} onCheckedChange={setNone} />
      </div>
    </EditDialog>
  );
}
