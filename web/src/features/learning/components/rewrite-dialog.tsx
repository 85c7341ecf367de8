import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import type { UnitKind } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { isMendedInModels } from "@/shared/lib/model-problems";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ModelsLink } from "@/shared/ui/models-link";
import { ProblemWords } from "@/shared/ui/problem-words";
import { TextArea } from "@/shared/ui/text-field";
import type { ConceptAddress } from "../queries";
import { useRewrite } from "../use-versions";
import { RewriteCost } from "./rewrite-cost";

const MOST_CHARACTERS = 2_000;

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  onClose: () => void;
  onBegun: () => void;
}

/** Asks for another version, in words or without, and says before what that takes. */
export function RewriteDialog({ address, kind, onClose, onBegun }: Props) {
  const t = useT();
  const [wish, setWish] = useState("");
  const rewrite = useRewrite(address, kind, onBegun);
  const go = () => rewrite.mutate(wish.trim());
  const problem = rewrite.error ? toProblem(rewrite.error) : undefined;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(`versions.dialog.${kind}`)}
      description={t("versions.dialog.text")}
      footer={
        <>
          <Button onClick={onClose}>{t("versions.dialog.cancel")}</Button>
          <Button look="primary" busy={rewrite.isPending} onClick={go}>
            {t("versions.dialog.go")}
          </Button>
        </>
      }
    >
      <TextArea
        label={t("versions.dialog.wish")}
        hint={t("versions.dialog.hint")}
        rows={4}
        maxLength={MOST_CHARACTERS}
        value={wish}
        onChange={(event) => setWish(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go();
        }}
      />
      {problem === undefined ? (
        <RewriteCost {...{ address, kind }} />
      ) : (
        <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <p className="text-failed">
            {t("versions.startFailed")}: <ProblemWords problem={problem} />
          </p>
          {isMendedInModels(problem.type) && <ModelsLink size="small" />}
        </div>
      )}
    </Dialog>
  );
}
