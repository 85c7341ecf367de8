import { Plus, X } from "lucide-react";
import { useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { IconButton } from "@/shared/ui/icon-button";
import { TextField } from "@/shared/ui/text-field";
import type { Part } from "../part";
import { EditDialog, type EditDialogProps } from "./edit-dialog";
import { HoursField, readHours } from "./number-field";

const MOST_PARTS = 10;

interface Row {
  key: number;
  name: string;
  hours: string;
}

/** Equal shares in quarters of an hour; the last one takes what is left. */
export function shares(hours: number, parts: number): readonly number[] {
  const share = Math.max(0.25, Math.floor((hours / parts) * 4) / 4);
  const last = Math.max(0.25, Math.round((hours - share * (parts - 1)) * 100) / 100);
  return Array.from({ length: parts }, (_, index) => (index === parts - 1 ? last : share));
}

/** One concept becomes several, each building on the one before. */
export function SplitDialog({ editor, part, onClose }: EditDialogProps & { part: Part }) {
  const t = useT();
  const { formatHours } = useFormat();
  const nameOf = (number: number) => t("edit.split.partName", { name: part.name, number });
  const [rows, setRows] = useState<readonly Row[]>(() =>
    shares(part.hours, 2).map((hours, index) => ({
      key: index + 1,
      name: nameOf(index + 1),
      hours: String(hours),
    })),
  );
  const change = (key: number, value: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.key === key ? { ...row, ...value } : row)));
  const parts = rows.map(({ name, hours }) => ({ name: name.trim(), hours: readHours(hours) }));
  const whole = parts.flatMap(({ name, hours }) =>
    name === "" || hours === undefined ? [] : [{ name, hours }],
  );
  const total = parts.reduce((sum, { hours }) => sum + (hours ?? 0), 0);
  const more = () =>
    setRows((before) => {
      const key = Math.max(...before.map((row) => row.key)) + 1;
      return [...before, { key, name: nameOf(before.length + 1), hours: "1" }];
    });
  return (
    <EditDialog
      title={t("edit.split.title", { name: part.name })}
      description={t("edit.split.text")}
      confirm={t("edit.split.confirm")}
      editor={editor}
      operation={
        whole.length === rows.length ? { kind: "split", target_id: part.id, parts: whole } : undefined
      }
      onClose={onClose}
    >
      <ol className="flex flex-col gap-3">
        {rows.map(({ key, name, hours }, index) => {
          const number = index + 1;
          return (
            <li key={key} className="flex flex-wrap items-start gap-2">
              <TextField
                className="min-w-48 flex-1"
                label={t("edit.split.nameOf", { number })}
                autoFocus={index === 0}
                maxLength={200}
                value={name}
                onChange={(event) => change(key, { name: event.target.value })}
              />
              <HoursField
                className="w-24"
                label={t("edit.hours.field")}
                aria-label={t("edit.split.hoursOf", { number })}
                value={hours}
                onValueChange={(value) => change(key, { hours: value })}
              />
              {rows.length > 2 && (
                <IconButton
                  icon={X}
                  label={t("edit.split.less", { number })}
                  className="mt-6"
                  onClick={() => setRows((before) => before.filter((row) => row.key !== key))}
                />
              )}
            </li>
          );
        })}
      </ol>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="figures text-fine text-muted" role="status">
          {t("edit.split.total", { now: formatHours(total), before: formatHours(part.hours) })}
        </p>
        {rows.length < MOST_PARTS && (
          <Button size="small" look="quiet" onClick={more}>
            <Plus size={16} aria-hidden />
            {t("edit.split.more")}
          </Button>
        )}
      </div>
    </EditDialog>
  );
}
