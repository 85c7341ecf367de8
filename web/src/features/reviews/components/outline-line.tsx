// biome-ignore-all lint/a11y/useSemanticElements: rows of a treegrid; table elements lose their roles when laid out freely.
// biome-ignore-all lint/a11y/useFocusableInteractive: the row takes the focus, its one cell does not.
import { Check, GripVertical, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { type DragEvent, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import type { WeekSpan } from "@/shared/lib/roadmap-order";
import { IconButton } from "@/shared/ui/icon-button";
import { StatusMark } from "@/shared/ui/status-mark";
import type { OutlineRow } from "../outline";
import { hoursIn } from "../part";
import { RenameField } from "./rename-field";
import { onRowKey, type RowActions } from "./row-actions";
import { rowId } from "./row-focus";
import { RowMenu } from "./row-menu";

interface Props {
  row: OutlineRow;
  isTabStop: boolean;
  isRenaming: boolean;
  isDragged: boolean;
  weeks: WeekSpan | undefined;
  issues: readonly { words: string; blocks: boolean }[];
  actions: RowActions;
}

const INDENT = { 1: "", 2: "ml-4 sm:ml-6", 3: "ml-8 sm:ml-12" } as const;
const TEXT = { 1: "text-read font-semibold", 2: "font-semibold", 3: "" } as const;

/** One row of the outline: a stage, a module or a concept. */
export function OutlineLine({ row, isTabStop, isRenaming, isDragged, weeks, issues, actions }: Props) {
  const t = useT();
  const { part, level } = row;
  const gone = part.gone !== null;
  const [dropAt, setDropAt] = useState<"before" | "after">();

  const half = (event: DragEvent): boolean => {
    const { top, height } = event.currentTarget.getBoundingClientRect();
    return event.clientY > top + height / 2;
  };
  const onDragOver = (event: DragEvent) => {
    const after = half(event);
    if (!actions.canDrop(after)) return setDropAt(undefined);
    event.preventDefault();
    setDropAt(after ? "after" : "before");
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setDropAt(undefined);
    actions.drop(half(event));
  };
  return (
    <div
      id={rowId(part.id)}
      role="row"
      tabIndex={isTabStop ? 0 : -1}
      aria-level={level}
      aria-posinset={row.position}
      aria-setsize={row.size}
      onFocus={actions.activate}
      onKeyDown={(event) => onRowKey(event, part, actions)}
      onDragOver={onDragOver}
      onDragLeave={() => setDropAt(undefined)}
      onDrop={onDrop}
      className={cx(
        "group relative scroll-mt-24 rounded-small",
        level === 1 && "mt-8 first:mt-0",
        INDENT[level],
        isDragged && "opacity-50",
        dropAt === "before" && "shadow-[0_-2px_0_var(--accent)]",
        dropAt === "after" && "shadow-[0_2px_0_var(--accent)]",
      )}
    >
      <div role="gridcell" className="border-b border-hairline py-1.5">
        <div className="relative flex min-h-8 items-center gap-2">
          {!gone && <Handle actions={actions} />}
          <div className={cx("min-w-0 flex-1", TEXT[level])}>
            {isRenaming ? (
              <RenameField name={part.name} onFinish={actions.finishRename} />
            ) : (
              <Name row={row} weeks={weeks} />
            )}
          </div>
          {!isRenaming && <Tail row={row} actions={actions} isTabStop={isTabStop} />}
          {gone && actions.bringBack && (
            <IconButton
              icon={RotateCcw}
              label={t("review.row.bringBack")}
              tabIndex={isTabStop ? 0 : -1}
              className="!size-8"
              onClick={actions.bringBack}
            />
          )}
        </div>
        {issues.map(({ words, blocks }) => (
          <p key={words} className="flex items-baseline gap-1.5 text-fine">
            <StatusMark meaning={blocks ? "failed" : "needs_you"} labelHidden size={12} />
            <span className={blocks ? "text-failed" : "text-needs"}>{words}</span>
          </p>
        ))}
      </div>
    </div>
  );
}

function Handle({ actions }: { actions: RowActions }) {
  const t = useT();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is one of three ways; keys and menu are the others.
    <span
      draggable
      title={t("review.act.drag")}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", "");
        const row = event.currentTarget.closest("[role=row]");
        if (row) event.dataTransfer.setDragImage(row, 12, 12);
        actions.startDrag();
      }}
      onDragEnd={actions.endDrag}
      className="absolute -left-5 hidden cursor-grab text-muted opacity-0 group-focus-within:opacity-100 group-hover:opacity-100 md:block pointer-coarse:hidden"
    >
      <GripVertical size={16} aria-hidden />
    </span>
  );
}

function Name({ row, weeks }: { row: OutlineRow; weeks: WeekSpan | undefined }) {
  const t = useT();
  const { part, number } = row;
  const notes = [
    part.gone && t(`review.row.${part.gone}`),
    part.gone === null && part.nameBefore !== null && t("review.row.was", { name: part.nameBefore }),
    part.gone === null && part.added && t("edit.row.added"),
    part.gone === null && part.moved && !part.added && t("review.row.moved"),
    part.gone === null && part.changed && !part.added && t("edit.row.changed"),
  ].filter((note) => typeof note === "string");
  return (
    <>
      {number !== null && (
        <span className="figures block text-fine font-normal text-muted">
          {t("review.stage", { number })}
          {weeks &&
            ` · ${
              weeks.first === weeks.last
                ? t("review.week", { number: weeks.first })
                : t("review.weeks", { first: weeks.first, last: weeks.last })
            }`}
        </span>
      )}
      {part.gone === null ? part.name : <del className="text-muted">{part.name}</del>}
      {notes.length > 0 && (
        <span className="ml-2 inline-block rounded-full bg-accent-wash px-2 text-fine font-normal text-ink">
          {notes.join(" · ")}
        </span>
      )}
    </>
  );
}

/** Hours, the quick actions over them, and the menu with all of them. */
function Tail({ row, actions, isTabStop }: Pick<Props, "row" | "actions" | "isTabStop">) {
  const t = useT();
  const { formatHours } = useFormat();
  const { part } = row;
  if (part.gone !== null)
    return part.kind === "concept" ? (
      <del className="figures shrink-0 text-fine text-muted">{formatHours(part.hours)}</del>
    ) : null;
  const focusable = { tabIndex: isTabStop ? 0 : -1, className: "!size-8" };
  return (
    <div className="relative flex shrink-0 items-center gap-1">
      <span className="figures text-fine text-muted">{formatHours(hoursIn(part))}</span>
      <div className="absolute right-8 hidden bg-paper pl-2 md:group-focus-within:flex md:group-hover:flex pointer-coarse:!hidden">
        <IconButton icon={Pencil} label={t("review.act.rename")} {...focusable} onClick={actions.rename} />
        <IconButton icon={Check} label={t("review.act.known")} {...focusable} onClick={actions.know} />
        <IconButton icon={Trash2} label={t("review.act.remove")} {...focusable} onClick={actions.remove} />
      </div>
      <RowMenu part={part} actions={actions} isTabStop={isTabStop} />
    </div>
  );
}
