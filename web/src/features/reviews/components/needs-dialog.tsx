import { useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { TextField } from "@/shared/ui/text-field";
import { conceptsOf, dependantsOf, type Part } from "../part";
import { ConceptChoice } from "./concept-choice";
import { EditDialog, type EditDialogProps } from "./edit-dialog";
import { toggled } from "./merge-dialog";

/** What has to come before a concept. What builds on it cannot: that would be a circle. */
export function NeedsDialog({ editor, part, onClose }: EditDialogProps & { part: Part }) {
  const t = useT();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(part.needs));
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const order = conceptsOf(editor.outline);
  const at = order.findIndex(({ id }) => id === part.id);
  const dependants = dependantsOf(editor.outline, part.id);
  const isLater = ({ id }: Part) => order.findIndex((one) => one.id === id) > at;
  const others = order.filter(({ id }) => id !== part.id);
  // What is needed now stands first, so that it is seen without looking for it.
  const inOrder = [
    ...others.filter(({ id }) => part.needs.includes(id)),
    ...others.filter(({ id }) => !part.needs.includes(id)),
  ];
  return (
    <EditDialog
      title={t("edit.needs.title", { name: part.name })}
      confirm={t("edit.needs.confirm")}
      editor={editor}
      operation={{
        kind: "set_prerequisites",
        target_id: part.id,
        prerequisites: others
          .filter(({ id }) => chosen.has(id))
          .map(({ id }) => {
            const why = reasons[id]?.trim() ?? "";
            return { concept_id: id, ...(why !== "" && { why }) };
          }),
      }}
      onClose={onClose}
    >
      <ConceptChoice
        label={t("edit.needs.list")}
        concepts={inOrder}
        chosen={chosen}
        onChoose={(id, isChosen) => setChosen((before) => toggled(before, id, isChosen))}
        obstacle={({ id }) => (dependants.has(id) ? t("edit.needs.circle") : undefined)}
        note={(one) => (isLater(one) ? t("edit.needs.later") : undefined)}
        below={({ id, name }) =>
          !part.needs.includes(id) && (
            <TextField
              className="pb-2 pl-6"
              label={t("edit.needs.whyOf", { name })}
              labelHidden
              placeholder={t("edit.needs.why")}
              maxLength={200}
              value={reasons[id] ?? ""}
              onChange={(event) => setReasons((before) => ({ ...before, [id]: event.target.value }))}
            />
          )
        }
      />
    </EditDialog>
  );
}
