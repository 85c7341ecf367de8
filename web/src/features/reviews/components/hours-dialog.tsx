import { useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import type { Part } from "../part";
import { EditDialog, type EditDialogProps } from "./edit-dialog";
import { HoursField, readHours } from "./number-field";

/** How long a concept takes. */
export function HoursDialog({ editor, part, onClose }: EditDialogProps & { part: Part }) {
  const t = useT();
  const [hours, setHours] = useState(String(part.hours));
  const typical = readHours(hours);
  return (
    <EditDialog
      title={t("edit.setHours.title", { name: part.name })}
      confirm={t("edit.setHours.confirm")}
      editor={editor}
      operation={
        typical === undefined ? undefined : { kind: "set_hours", target_id: part.id, hours: typical }
      }
      onClose={onClose}
    >
      <HoursField label={t("edit.hours.field")} value={hours} onValueChange={setHours} autoFocus />
    </EditDialog>
  );
}
