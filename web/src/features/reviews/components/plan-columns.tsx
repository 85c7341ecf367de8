/** The plan as it would be, beside what is being changed in it; the same for a review and for an approved roadmap. */
import { type ReactNode, type RefObject, useCallback, useMemo, useRef } from "react";
import type { Roadmap } from "@/shared/api/types";
import { allParts } from "../part";
import type { PlanEditor } from "../use-plan-editor";
import { ChangeBar } from "./change-bar";
import { ChangePanel } from "./change-panel";
import { DraftNotes } from "./draft-notes";
import { IssueList } from "./issue-list";
import { LeftOut } from "./left-out";
import { OutlineEditor } from "./outline-editor";
import { showPart } from "./row-focus";
import { WordsBox } from "./words-box";

interface Props {
  editor: PlanEditor;
  roadmap: Roadmap;
  /** The box for changes in words, to lead there. */
  box: RefObject<HTMLDivElement | null>;
  /** What stands below the changes where there is room beside the plan. */
  beside?: ReactNode;
  /** What stands below the plan. */
  below?: ReactNode;
}

/** Names of all parts, those of the plan as it would be first. */
function useNames(editor: PlanEditor, roadmap: Roadmap): (id: string) => string {
  const names = useMemo(() => {
    const gone = roadmap.pruned.map(({ concept_id, name }) => [concept_id, name] as const);
    const now = [...allParts(editor.base), ...allParts(editor.outline)].map(
      ({ id, name }) => [id, name] as const,
    );
    return new Map([...gone, ...now]);
  }, [editor.base, editor.outline, roadmap.pruned]);
  return useCallback((id: string) => names.get(id) ?? id, [names]);
}

export function PlanColumns({ editor, roadmap, box, beside, below }: Props) {
  const nameOf = useNames(editor, roadmap);
  const panel = useRef<HTMLElement>(null);
  return (
    <div className="grid gap-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <aside className="flex flex-col gap-8 lg:order-last lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto lg:px-1">
        <WordsBox editor={editor} box={box} />
        <ChangePanel editor={editor} nameOf={nameOf} ref={panel} />
        {beside}
      </aside>
      <div className="flex min-w-0 flex-col gap-6">
        {editor.validation && (
          <IssueList
            report={editor.validation}
            nameOf={nameOf}
            isPreview={editor.accepted.length > 0}
            onShow={showPart}
          />
        )}
        <DraftNotes roadmap={roadmap} base={editor.base} nameOf={nameOf} />
        <OutlineEditor editor={editor} roadmap={roadmap} nameOf={nameOf} />
        <ChangeBar editor={editor} onShow={() => panel.current?.scrollIntoView({ block: "start" })} />
        <LeftOut roadmap={roadmap} />
        {below}
      </div>
    </div>
  );
}
