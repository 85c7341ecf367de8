import { CalendarDays, CalendarRange, List } from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import { useShortcut } from "@/shared/lib/shortcuts";
import { VIEWS, type View } from "../views";

const ICONS = { list: List, weeks: CalendarRange, calendar: CalendarDays } as const;

interface Props {
  view: View;
  onView: (view: View) => void;
}

/** One of three ways to look at the roadmap; by button, by key, and in the address. */
export function ViewSwitch({ view, onView }: Props) {
  const t = useT();
  useShortcut({ keys: "l", label: "schedule.key.list", group: "page" }, () => onView("list"));
  useShortcut({ keys: "w", label: "schedule.key.weeks", group: "page" }, () => onView("weeks"));
  useShortcut({ keys: "m", label: "schedule.key.calendar", group: "page" }, () => onView("calendar"));
  return (
    <fieldset className="flex w-fit max-w-full rounded-card border border-edge p-0.5">
      <legend className="sr-only">{t("schedule.views")}</legend>
      {VIEWS.map((one) => {
        const Icon = ICONS[one];
        return (
          <button
            key={one}
            type="button"
            aria-pressed={view === one}
            onClick={() => onView(one)}
            className={cx(
              "inline-flex min-h-9 items-center gap-2 rounded-small px-3 text-fine font-medium transition-colors duration-150",
              view === one ? "bg-accent-wash text-ink" : "text-muted hover:bg-sunken hover:text-ink",
            )}
          >
            <Icon size={16} aria-hidden />
            {t(`schedule.view.${one}`)}
          </button>
        );
      })}
    </fieldset>
  );
}
