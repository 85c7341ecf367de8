import { X } from "lucide-react";
import type { StudySlot } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { IconButton } from "@/shared/ui/icon-button";
import { Select } from "@/shared/ui/select";
import { TextField } from "@/shared/ui/text-field";
import { dayOf, LENGTHS, WEEKDAYS } from "../slots";

interface Props {
  slot: StudySlot;
  onChange: (slot: StudySlot) => void;
  onRemove: () => void;
}

/** One study time: the day, from when, and for how long. */
export function SlotRow({ slot, onChange, onRemove }: Props) {
  const t = useT();
  const { formatWeekday, formatMinutes, formatTimeOfDay } = useFormat();
  const lengths = LENGTHS.includes(slot.minutes)
    ? LENGTHS
    : [...LENGTHS, slot.minutes].sort((one, other) => one - other);
  return (
    <li className="grid grid-cols-[1fr_1fr_2.25rem] items-end gap-2 sm:grid-cols-[1fr_9rem_9rem_2.25rem]">
      <Select
        label={t("times.day")}
        labelHidden
        className="col-span-2 min-w-0 sm:col-span-1"
        value={slot.weekday}
        options={WEEKDAYS.map((value) => ({ value, label: formatWeekday(dayOf(value)) }))}
        onValueChange={(weekday) => onChange({ ...slot, weekday })}
      />
      <TextField
        label={t("times.start")}
        labelHidden
        className="order-1 min-w-0 sm:order-none"
        type="time"
        required
        value={slot.start}
        onChange={({ target }) => target.value && onChange({ ...slot, start: target.value.slice(0, 5) })}
      />
      <Select
        label={t("times.length")}
        labelHidden
        className="order-1 min-w-0 sm:order-none"
        value={String(slot.minutes)}
        options={lengths.map((minutes) => ({ value: String(minutes), label: formatMinutes(minutes) }))}
        onValueChange={(minutes) => onChange({ ...slot, minutes: Number(minutes) })}
      />
      <IconButton
        icon={X}
        label={t("times.remove", {
          day: formatWeekday(dayOf(slot.weekday)),
          time: formatTimeOfDay(slot.start),
        })}
        onClick={onRemove}
      />
    </li>
  );
}
