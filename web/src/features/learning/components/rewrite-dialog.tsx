import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { toProblem } from "@/shared/api/problem";
import type { UnitKind } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { Dialog } from "@/shared/ui/dialog";
import { ProblemWords } from "@/shared/ui/problem-words";
import { TextArea } from "@/shared/ui/text-field";
import type { ConceptAddress } from "../queries";
import { useRewrite } from "../use-versions";

const MOST_CHARACTERS = 2_000;

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  onClose: () => void;
  onBegun: () => void;
}

/** Asks for another version, in words or without. */
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
      {problem && (
        <p role="alert" className="text-failed">
          {t("versions.startFailed")}: <ProblemWords problem={problem} />{" "}
          {problem.type === "no-model-configured" && (
            <Link to="/app/settings" className="link">
              {t("versions.toModels")}
            </Link>
          )}
        </p>
      )}
    </Dialog>
  );
}
