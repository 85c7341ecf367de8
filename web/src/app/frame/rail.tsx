import { Link } from "@tanstack/react-router";
import {
  Bug,
  ChevronsLeft,
  ChevronsRight,
  Keyboard,
  ListChecks,
  type LucideIcon,
  Map as MapIcon,
  Plus,
  Settings,
} from "lucide-react";
import { useState } from "react";
import { type MessageKey, useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import { readSetting, writeSetting } from "@/shared/lib/settings";

interface Destination {
  to: "/app/new" | "/app/roadmaps" | "/app/tasks" | "/app/settings";
  label: Extract<MessageKey, `nav.${string}`>;
  icon: LucideIcon;
}

const DESTINATIONS: readonly Destination[] = [
  { to: "/app/new", label: "nav.new", icon: Plus },
  { to: "/app/roadmaps", label: "nav.roadmaps", icon: MapIcon },
  { to: "/app/tasks", label: "nav.tasks", icon: ListChecks },
  { to: "/app/settings", label: "nav.settings", icon: Settings },
];

const ITEM =
  "flex min-h-11 items-center gap-3 rounded-card text-muted transition-colors duration-150 hover:bg-sunken hover:text-ink";
const ACTIVE = "!text-accent bg-accent-wash font-medium";

interface Props {
  onReport: () => void;
  onKeys: () => void;
}

interface ToolProps {
  icon: LucideIcon;
  label: string;
  folded: boolean;
  onClick: () => void;
  expanded?: boolean;
}

function Tool({ icon: Icon, label, folded, onClick, expanded }: ToolProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      aria-expanded={expanded}
      title={folded ? label : undefined}
      className={cx(ITEM, "min-h-9 px-3 text-fine", folded && "justify-center")}
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
      <span className={folded ? "sr-only" : undefined}>{label}</span>
    </button>
  );
}

/** The main navigation: a rail at the left that folds, a bar at the bottom of a phone. */
export function Rail({ onReport, onKeys }: Props) {
  const t = useT();
  const [folded, setFolded] = useState(() => readSetting("rail") === "folded");
  const fold = () => {
    setFolded(!folded);
    writeSetting("rail", folded ? undefined : "folded");
  };
  return (
    <nav
      aria-label={t("nav.label")}
      className={cx(
        "fixed inset-x-0 bottom-0 z-30 border-t border-hairline bg-paper pb-[env(safe-area-inset-bottom)]",
        "md:sticky md:top-0 md:flex md:h-dvh md:shrink-0 md:flex-col md:border-t-0 md:border-r md:p-3",
        folded ? "md:w-16" : "md:w-52",
      )}
    >
      <p className={cx("hidden px-3 pt-1 pb-4 font-semibold text-accent md:block", folded && "md:sr-only")}>
        {t("app.name")}
      </p>
      <ul className="flex justify-around md:flex-col md:gap-1">
        {DESTINATIONS.map(({ to, label, icon: Icon }) => (
          <li key={to} className="flex-1 md:flex-none">
            <Link
              to={to}
              title={folded ? t(label) : undefined}
              className={cx(
                ITEM,
                "flex-col justify-center gap-0.5 py-2 text-fine md:flex-row md:gap-3 md:px-3 md:py-0 md:text-body",
                folded ? "md:justify-center" : "md:justify-start",
              )}
              activeProps={{ className: ACTIVE }}
            >
              <Icon size={20} strokeWidth={1.75} aria-hidden className="shrink-0" />
              <span className={folded ? "md:sr-only" : undefined}>{t(label)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="mt-auto hidden flex-col gap-1 md:flex">
        <Tool icon={Bug} label={t("nav.report")} folded={folded} onClick={onReport} />
        <Tool icon={Keyboard} label={t("nav.keys")} folded={folded} onClick={onKeys} />
        <Tool
          icon={folded ? ChevronsRight : ChevronsLeft}
          label={folded ? t("nav.expand") : t("nav.collapse")}
          folded={folded}
          expanded={!folded}
          onClick={fold}
        />
      </div>
    </nav>
  );
}
