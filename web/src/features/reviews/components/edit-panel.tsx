/** An approved roadmap being changed: the same outline, changes and effects as in a review, without a decision. */
import { type ReactNode, useRef } from "react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useShortcut } from "@/shared/lib/shortcuts";
import { PageHeading } from "@/shared/ui/page-heading";
import { VerdictLine } from "@/shared/ui/verdict-line";
import { usePlanEditor } from "../use-plan-editor";
import { EditorProblems } from "./editor-problems";
import { PlanColumns } from "./plan-columns";
import { UndoButtons } from "./undo-buttons";
import { WaysOut } from "./ways-out";

interface Props {
  roadmap: Roadmap;
  /** The way back to the roadmap. */
  done: ReactNode;
  /** What is true of the roadmap beside the plan, such as content that is missing. */
  notices: ReactNode;
}

export function EditPanel({ roadmap, done, notices }: Props) {
  const t = useT();
  const editor = usePlanEditor(roadmap, roadmap.task_id);
  const box = useRef<HTMLDivElement>(null);
  useShortcut({ keys: "c", label: "review.key.ask", group: "page" }, () => {
    box.current?.scrollIntoView({ block: "center" });
    box.current?.querySelector("textarea")?.focus();
  });
  const { verdict } = roadmap;
  const prepared = editor.changes.changes.length;
  return (
    <article className="flex flex-col gap-6">
      <header className="flex flex-col gap-3">
        <div>
          <p className="text-fine text-muted">{roadmap.title}</p>
          <PageHeading
            title={t("edit.title")}
            tabTitle={`${t("edit.title")} · ${roadmap.title}`}
            className="text-display font-semibold"
          />
        </div>
        {verdict && <VerdictLine verdict={verdict} />}
        {verdict && (
          <WaysOut
            verdict={verdict}
            busy={editor.takeWayOut.isPending}
            onTake={(way) => editor.takeWayOut.mutate(way)}
          />
        )}
        <div className="flex flex-wrap items-center gap-2">
          {done}
          <UndoButtons editor={editor} />
        </div>
        <p className="text-fine text-muted" role="status">
          {prepared > 0 ? t("edit.unsaved", { count: prepared }) : t("edit.intro")}
        </p>
        <EditorProblems editor={editor} />
        {notices}
      </header>
      <PlanColumns editor={editor} roadmap={roadmap} box={box} />
    </article>
  );
}
