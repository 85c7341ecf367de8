/** What was understood, as chips; each opens the field behind it. */
import {
  CalendarDays,
  Check,
  Clock3,
  Goal,
  GraduationCap,
  ListChecks,
  type LucideIcon,
  Plus,
  Scissors,
} from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import type { Source, Understood } from "../understood";
import { ChipEditor, type ChipName } from "./chip-editor";
import type { FieldsProps } from "./fields";

interface ChipProps {
  icon: LucideIcon;
  text: ReactNode;
  label?: string;
  source: Source;
  open: boolean;
  controls: string;
  onPress: () => void;
}

const LOOKS: Record<Source, string> = {
  explicit: "border-accent bg-accent-wash text-ink",
  read: "border-edge text-ink hover:bg-sunken",
  assumed: "border-edge border-dashed text-muted hover:bg-sunken",
  absent: "border-transparent text-muted hover:bg-sunken",
};

function EditableChip({ icon: Icon, text, label, source, open, controls, onPress }: ChipProps) {
  const t = useT();
  return (
    <button
      type="button"
      aria-expanded={open}
      aria-controls={open ? controls : undefined}
      title={label}
      onClick={onPress}
      className={cx(
        "inline-flex min-h-8 max-w-full items-center gap-1.5 rounded-full border px-3 text-fine transition-colors duration-150",
        LOOKS[source],
        open && "ring-2 ring-accent",
      )}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className="figures truncate">{text}</span>
      {source !== "absent" && <span className="sr-only">{t("new.chip.edit")}</span>}
    </button>
  );
}

const MOST_NAMES = 3;

interface Props extends Omit<FieldsProps, "understood" | "autoFocus"> {
  understood: Understood;
  /** The answer is about an earlier text: what is shown is about to change. */
  isBehind: boolean;
}

export function UnderstoodChips({ draft, onChange, understood, errors, isBehind }: Props) {
  const t = useT();
  const { formatDay, formatDayExactly, formatNumber } = useFormat();
  const [open, setOpen] = useState<ChipName>();
  const editor = useId();
  const row = useRef<HTMLUListElement>(null);
  const closedChip = useRef<Element | null>(null);
  useEffect(() => {
    if (open !== undefined || closedChip.current === null) return;
    (closedChip.current as HTMLElement).focus();
    closedChip.current = null;
  }, [open]);

  const { goals, hours, deadline, level, known } = understood;
  const chip = (name: ChipName, rest: Omit<ChipProps, "open" | "controls" | "onPress">) => (
    <li key={name} className="max-w-full">
      <EditableChip
        {...rest}
        open={open === name}
        controls={editor}
        onPress={() => setOpen(open === name ? undefined : name)}
      />
    </li>
  );
  const close = () => {
    closedChip.current = row.current?.querySelector("[aria-expanded=true]") ?? null;
    setOpen(undefined);
  };
  const names = known.value.slice(0, MOST_NAMES).join(", ") + (known.value.length > MOST_NAMES ? " …" : "");
  return (
    <div className="flex flex-col gap-3">
      <ul ref={row} aria-label={t("new.understood")} aria-busy={isBehind} className="flex flex-wrap gap-2">
        {chip("goals", {
          icon: Goal,
          text: goals.value.map(({ name }) => name).join(" + ") || t("new.chip.goal"),
          source: goals.source,
        })}
        {chip("hours", {
          icon: Clock3,
          text: t(hours.source === "assumed" ? "new.chip.hoursAssumed" : "new.chip.hours", {
            hours: formatNumber(hours.value ?? 0),
          }),
          source: hours.source,
        })}
        {deadline.value === undefined
          ? chip("deadline", { icon: Plus, text: t("new.chip.addDate"), source: "absent" })
          : chip("deadline", {
              icon: CalendarDays,
              text: t("new.chip.ends", { date: formatDay(deadline.value) }),
              label: formatDayExactly(deadline.value),
              source: deadline.source,
            })}
        {level.value === undefined
          ? chip("level", { icon: Plus, text: t("new.chip.addLevel"), source: "absent" })
          : chip("level", { icon: GraduationCap, text: t(`level.${level.value}`), source: level.source })}
        {known.value.length === 0
          ? chip("known", { icon: Plus, text: t("new.chip.addKnown"), source: "absent" })
          : chip("known", {
              icon: Check,
              text: t("new.chip.knows", { names }),
              label: known.value.join(", "),
              source: known.source,
            })}
        {draft.placed.length > 0 &&
          chip("placed", {
            icon: ListChecks,
            text: t("place.chip", { count: draft.placed.length }),
            label: draft.placed.map(({ name }) => name).join(", "),
            source: "explicit",
          })}
        {draft.leaveOut.length > 0 &&
          chip("leaveOut", {
            icon: Scissors,
            text: t("new.chip.leavesOut", { count: draft.leaveOut.length }),
            source: "explicit",
          })}
      </ul>
      {open !== undefined && (
        <ChipEditor id={editor} name={open} onClose={close} {...{ draft, onChange, understood, errors }} />
      )}
    </div>
  );
}
