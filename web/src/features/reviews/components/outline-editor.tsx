// biome-ignore-all lint/a11y/useSemanticElements: a treegrid; table elements lose their roles when laid out freely.
/** The plan as an outline that can be changed by hand: with the pointer, by keys, by menu and by dragging. */
import { ArrowDownUp, CalendarClock, Plus } from "lucide-react";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Issue, Operation, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { weeksOf } from "@/shared/lib/roadmap-order";
import { Button } from "@/shared/ui/button";
import { issueWords } from "../change-words";
import { removalOf } from "../changes";
import { type NameOf, operationWords } from "../operation-words";
import { dropOperation, type OutlineRow, rowsOf, stepOperation } from "../outline";
import { type Part, remaining } from "../part";
import type { PlanEditor } from "../use-plan-editor";
import type { DialogKind, OpenDialog } from "./dialogs";
import { OutlineLine } from "./outline-line";
import type { RowActions } from "./row-actions";
import { rowId } from "./row-focus";

const EditorDialogs = lazy(() =>
  import("./editor-dialogs").then(({ EditorDialogs }) => ({ default: EditorDialogs })),
);

interface Props {
  editor: PlanEditor;
  roadmap: Roadmap;
  nameOf: NameOf;
}

/** Issues by the part they concern. */
function issuesByPart(issues: readonly Issue[]): ReadonlyMap<string, readonly Issue[]> {
  const byPart = new Map<string, Issue[]>();
  for (const issue of issues) {
    if (!issue.part_id) continue;
    const same = byPart.get(issue.part_id);
    if (same === undefined) byPart.set(issue.part_id, [issue]);
    else same.push(issue);
  }
  return byPart;
}

export function OutlineEditor({ editor, roadmap, nameOf }: Props) {
  const t = useT();
  const format = useFormat();
  const grid = useRef<HTMLDivElement>(null);
  const rows = rowsOf(editor.outline);
  const [active, setActive] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const [dialog, setDialog] = useState<OpenDialog>();
  const [dragged, setDragged] = useState<string>();
  const [said, setSaid] = useState("");
  const refocus = useRef(false);
  const tabStop = rows.some(({ part }) => part.id === active) ? active : rows[0]?.part.id;

  // Moving a row in the document takes the focus away from it.
  useEffect(() => {
    if (!refocus.current || active === undefined) return;
    refocus.current = false;
    document.getElementById(rowId(active))?.focus();
  });

  function edit(operation: Operation | undefined): void {
    if (operation === undefined) return;
    setSaid(operationWords(operation, editor.outline, { nameOf, format, t }));
    editor.changes.addByHand(editor.base, [operation]);
    if ("target_id" in operation && operation.target_id != null) setActive(operation.target_id);
    refocus.current = grid.current?.contains(document.activeElement) ?? false;
  }

  function focusRow(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActive(row.part.id);
    document.getElementById(rowId(row.part.id))?.focus();
  }

  function bringBack(part: Part): void {
    const change = removalOf(editor.changes.changes, part.id);
    if (change !== undefined) editor.changes.drop(change.id);
  }

  const open = (kind: DialogKind, part?: Part) => setDialog({ kind, part });

  function closeDialog(): void {
    if (dialog?.part !== undefined) {
      setActive(dialog.part.id);
      refocus.current = true;
    }
    setDialog(undefined);
  }

  const actionsOf = (row: OutlineRow, index: number): RowActions => {
    const { part } = row;
    const { outline } = editor;
    const remove = (because: "known" | "not_wanted") => edit({ kind: "remove", target_id: part.id, because });
    return {
      activate: () => setActive(part.id),
      rename: () => setRenaming(part.id),
      finishRename: (name) => {
        setRenaming(undefined);
        refocus.current = true;
        setActive(part.id);
        if (name !== undefined && name !== "" && name !== part.name)
          edit({ kind: "rename", target_id: part.id, name });
      },
      know: () => remove("known"),
      remove: () => remove("not_wanted"),
      bringBack: removalOf(editor.changes.changes, part.id) ? () => bringBack(part) : undefined,
      up: stepOperation(outline, part.id, -1) && (() => edit(stepOperation(outline, part.id, -1))),
      down: stepOperation(outline, part.id, 1) && (() => edit(stepOperation(outline, part.id, 1))),
      open: (kind) => open(kind, part),
      focus: (step) => focusRow(step === "first" ? 0 : step === "last" ? rows.length - 1 : index + step),
      startDrag: () => setDragged(part.id),
      endDrag: () => setDragged(undefined),
      canDrop: (after) =>
        dragged !== undefined && dropOperation(outline, dragged, part.id, after) !== undefined,
      drop: (after) => {
        if (dragged !== undefined) edit(dropOperation(outline, dragged, part.id, after));
        setDragged(undefined);
      },
    };
  };

  const issues = issuesByPart(editor.validation?.issues ?? []);
  const weeksShown = editor.accepted.length === 0;
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => open("add")}>
          <Plus size={16} aria-hidden />
          {t("edit.act.add")}
        </Button>
        <Button size="small" onClick={() => open("budget")}>
          <CalendarClock size={16} aria-hidden />
          {t("edit.act.budget")}
        </Button>
        {remaining(editor.outline).length > 1 && (
          <Button size="small" onClick={() => open("order")}>
            <ArrowDownUp size={16} aria-hidden />
            {t("edit.act.orderAll")}
          </Button>
        )}
      </div>
      <p aria-hidden className="hidden text-fine text-muted md:block pointer-coarse:hidden">
        {t("review.outline.keys")}
        <br />
        {t("edit.keys")}
      </p>
      <p className="sr-only" role="status">
        {said}
      </p>
      <div
        ref={grid}
        // A grid of one column of names, whose rows the arrow keys walk.
        role="treegrid"
        aria-label={t("review.outline")}
        className="flex flex-col"
      >
        {rows.map((row, index) => (
          <OutlineLine
            key={row.part.id}
            row={row}
            isTabStop={row.part.id === tabStop}
            isRenaming={row.part.id === renaming}
            isDragged={row.part.id === dragged}
            weeks={weeksShown && row.part.kind === "stage" ? stageWeeks(roadmap, row.part) : undefined}
            issues={(issues.get(row.part.id) ?? []).map((issue) => ({
              words: issueWords(issue, nameOf, t),
              blocks: issue.severity === "blocking",
            }))}
            actions={actionsOf(row, index)}
          />
        ))}
      </div>
      <Suspense>
        {dialog && (
          <EditorDialogs
            dialog={dialog}
            editor={editor}
            roadmap={roadmap}
            onMove={edit}
            onClose={closeDialog}
          />
        )}
      </Suspense>
    </section>
  );
}

function stageWeeks(roadmap: Roadmap, stage: Part) {
  const ids = new Set(stage.parts.flatMap(({ parts }) => parts.map(({ id }) => id)));
  return weeksOf(roadmap.schedule, ids);
}
