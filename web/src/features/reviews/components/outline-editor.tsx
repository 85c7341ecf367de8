// biome-ignore-all lint/a11y/useSemanticElements: a treegrid; table elements lose their roles when laid out freely.
/** The plan as an outline that can be changed by hand: with the pointer, by keys, by menu and by dragging. */
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import type { Issue, Operation, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { weeksOf } from "@/shared/lib/roadmap-order";
import { issueWords, type NameOf, operationWords } from "../change-words";
import { removalOf } from "../changes";
import { dropOperation, findPlace, type OutlineRow, type Part, rowsOf, stepOperation } from "../outline";
import type { Review } from "../use-review";
import { OutlineLine, type RowActions } from "./outline-line";

const MoveDialog = lazy(() => import("./move-dialog").then(({ MoveDialog }) => ({ default: MoveDialog })));

interface Props {
  review: Review;
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

export function rowId(partId: string): string {
  return `part-${partId}`;
}

/** Bring a part into view and put the focus on it. */
export function showPart(partId: string): void {
  const row = document.getElementById(rowId(partId));
  row?.scrollIntoView({ block: "center" });
  row?.focus();
}

export function OutlineEditor({ review, roadmap, nameOf }: Props) {
  const t = useT();
  const grid = useRef<HTMLDivElement>(null);
  const rows = rowsOf(review.outline);
  const [active, setActive] = useState<string>();
  const [renaming, setRenaming] = useState<string>();
  const [movingTo, setMovingTo] = useState<Part>();
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
    setSaid(operationWords(operation, review.outline, nameOf, t));
    review.changes.addByHand(review.base, operation);
    setActive(operation.target_id);
    refocus.current = grid.current?.contains(document.activeElement) ?? false;
  }

  function focusRow(index: number): void {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined) return;
    setActive(row.part.id);
    document.getElementById(rowId(row.part.id))?.focus();
  }

  function bringBack(part: Part): void {
    const change = removalOf(review.changes.changes, part.id);
    if (change !== undefined) review.changes.drop(change.id);
  }

  const actionsOf = (row: OutlineRow, index: number): RowActions => {
    const { part } = row;
    const { outline } = review;
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
      bringBack: removalOf(review.changes.changes, part.id) ? () => bringBack(part) : undefined,
      up: stepOperation(outline, part.id, -1) && (() => edit(stepOperation(outline, part.id, -1))),
      down: stepOperation(outline, part.id, 1) && (() => edit(stepOperation(outline, part.id, 1))),
      moveTo: () => setMovingTo(part),
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

  const issues = issuesByPart(review.validation?.issues ?? []);
  const weeksShown = review.accepted.length === 0;
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <p aria-hidden className="hidden text-fine text-muted md:block pointer-coarse:hidden">
        {t("review.outline.keys")}
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
        {movingTo && findPlace(review.outline, movingTo.id) && (
          <MoveDialog
            outline={review.outline}
            part={movingTo}
            onMove={edit}
            onClose={() => setMovingTo(undefined)}
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
