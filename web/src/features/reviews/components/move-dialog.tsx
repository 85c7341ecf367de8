import { useState } from "react";
import type { Operation } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { Select } from "@/shared/ui/select";
import { moveOperation } from "../outline";
import { allParts, findPlace, type Outline, type Part, remaining } from "../part";

interface Props {
  outline: Outline;
  part: Part;
  onMove: (operation: Operation) => void;
  onClose: () => void;
}

/** Move by choosing: into which part, and after which of its parts. */
export function MoveDialog({ outline, part, onMove, onClose }: Props) {
  const t = useT();
  const parent = findPlace(outline, part.id)?.parent;
  const kind = part.kind === "concept" ? "module" : "stage";
  const targets = allParts(outline).filter((one) => one.kind === kind);
  const [intoId, setIntoId] = useState(parent?.id ?? "");
  const into = part.kind === "stage" ? outline : (targets.find(({ id }) => id === intoId)?.parts ?? []);
  const others = remaining(into).filter(({ id }) => id !== part.id);
  const [place, setPlace] = useState("0");
  const move = () => {
    onMove(moveOperation(part.id, part.kind === "stage" ? null : intoId, Number(place)));
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("review.moveTo.title", { name: part.name })}
      footer={
        <>
          <Button onClick={onClose}>{t("action.close")}</Button>
          <Button look="primary" onClick={move}>
            {t("review.moveTo.confirm")}
          </Button>
        </>
      }
    >
      {part.kind !== "stage" && (
        <Select
          label={t("review.moveTo.into")}
          value={intoId}
          options={targets.map(({ id, name }) => ({ value: id, label: name }))}
          onValueChange={(id) => {
            setIntoId(id);
            setPlace("0");
          }}
        />
      )}
      <Select
        label={t("review.moveTo.place")}
        value={place}
        options={[
          { value: "0", label: t("review.moveTo.first") },
          ...others.map(({ name }, index) => ({
            value: String(index + 1),
            label: t("review.moveTo.after", { name }),
          })),
        ]}
        onValueChange={setPlace}
      />
    </Dialog>
  );
}
