import { useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { TextField } from "@/shared/ui/text-field";
import { conceptsOf, findPlace, type Part, standsBetween } from "../part";
import { ConceptChoice } from "./concept-choice";
import { EditDialog, type EditDialogProps } from "./edit-dialog";

/** Several concepts become the one that the dialog was opened at. */
export function MergeDialog({ editor, part, onClose }: EditDialogProps & { part: Part }) {
  const t = useT();
  const { formatHours } = useFormat();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [name, setName] = useState(part.name);
  const siblings = new Set(findPlace(editor.outline, part.id)?.siblings.map(({ id }) => id));
  const others = conceptsOf(editor.outline).filter(({ id }) => id !== part.id);
  // What stands beside it is merged with it most often.
  const inOrder = [
    ...others.filter(({ id }) => siblings.has(id)),
    ...others.filter(({ id }) => !siblings.has(id)),
  ];
  const withIds = others.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const total = [part, ...others.filter(({ id }) => chosen.has(id))].reduce((sum, one) => sum + one.hours, 0);
  const trimmed = name.trim();
  return (
    <EditDialog
      title={t("edit.merge.title", { name: part.name })}
      description={t("edit.merge.text", { name: part.name })}
      confirm={t("edit.merge.confirm")}
      editor={editor}
      operation={
        withIds.length === 0 || trimmed === ""
          ? undefined
          : {
              kind: "merge",
              target_id: part.id,
              with_ids: withIds,
              ...(trimmed !== part.name && { name: trimmed }),
            }
      }
      onClose={onClose}
    >
      <ConceptChoice
        label={t("edit.merge.others")}
        concepts={inOrder}
        chosen={chosen}
        onChoose={(id, isChosen) => setChosen((before) => toggled(before, id, isChosen))}
        obstacle={({ id }) => {
          if (chosen.has(id)) return undefined;
          const between = standsBetween(editor.outline, new Set([part.id, ...chosen, id]));
          return between && t("edit.merge.between", { name: between.name });
        }}
      />
      <TextField
        label={t("edit.merge.name")}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="figures text-fine text-muted" role="status">
        {t("edit.merge.total", { hours: formatHours(total) })}
      </p>
    </EditDialog>
  );
}

export function toggled(ids: ReadonlySet<string>, id: string, isChosen: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  if (isChosen) next.add(id);
  else next.delete(id);
  return next;
}
