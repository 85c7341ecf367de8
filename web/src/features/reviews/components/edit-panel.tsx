/** An approved roadmap being changed: the same outline, changes and effects as in a review, without a decision. */
import type { ReactNode } from "react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { PageHeading } from "@/shared/ui/page-heading";
import { usePlanEditor } from "../use-plan-editor";
import { useWordsBox } from "../use-words-box";
import { EditorProblems } from "./editor-problems";
import { PlanColumns } from "./plan-columns";
import { PlanVerdict } from "./plan-verdict";
import { UndoButtons } from "./undo-buttons";

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
  const { box } = useWordsBox();
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
        {verdict && <PlanVerdict verdict={verdict} editor={editor} />}
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
