import { lazy, Suspense, useState } from "react";
import type { UnitKind, Versions } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import type { ConceptAddress } from "../queries";
import { useChooseVersion, useVersions } from "../use-versions";
import { isAtWork } from "../version-queries";
import { PartFailure } from "./part-failure";
import { PartStanding } from "./part-standing";
import { VersionPicker } from "./version-picker";

const RewriteDialog = lazy(() =>
  import("./rewrite-dialog").then((module) => ({ default: module.RewriteDialog })),
);
const ChangesDialog = lazy(() =>
  import("./changes-dialog").then((module) => ({ default: module.ChangesDialog })),
);

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  /** The version one is looking at; the one in use when absent. */
  shown: number | undefined;
  onShow: (version: number | undefined) => void;
  /** What having it written anew is called here, where that is not the usual. */
  anew?: string | undefined;
}

/** The versions of one part: which one is read, what is different in it, how to have another one written. */
export function PartVersions({ address, kind, shown, onShow, anew }: Props) {
  const t = useT();
  const versions = useVersions(address, kind);
  const [open, setOpen] = useState<"rewrite" | "changes">();
  if (versions === undefined) return null;
  const number = shown ?? versions.version;
  const close = () => setOpen(undefined);
  const hasSeveral = versions.versions.length > 1;
  return (
    <section aria-label={t(`versions.group.${kind}`)} className="flex flex-col gap-2 font-ui text-fine">
      <PartStanding {...{ address, kind, versions }} />
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {hasSeveral && <VersionPicker versions={versions} shown={number} onShow={onShow} />}
        {hasSeveral && (
          <Button
            look="quiet"
            size="small"
            aria-label={t("versions.changesOf", { kind: t(`kind.${kind}`) })}
            onClick={() => setOpen("changes")}
          >
            {t("versions.changes")}
          </Button>
        )}
        {!isAtWork(versions.status) && (
          <Button
            look="quiet"
            size="small"
            className={hasSeveral ? "" : "-ml-3"}
            aria-label={anew ?? t("versions.anewOf", { kind: t(`kind.${kind}`) })}
            onClick={() => setOpen("rewrite")}
          >
            {anew ?? t("versions.anew")}
          </Button>
        )}
      </div>
      <Older {...{ address, kind, versions, number, onShow }} />
      <Suspense>
        {open === "rewrite" && (
          <RewriteDialog
            address={address}
            kind={kind}
            onClose={close}
            onBegun={() => {
              close();
              onShow(undefined);
            }}
          />
        )}
        {open === "changes" && <ChangesDialog {...{ address, kind, versions, number }} onClose={close} />}
      </Suspense>
    </section>
  );
}

interface OlderProps {
  address: ConceptAddress;
  kind: UnitKind;
  versions: Versions;
  number: number;
  onShow: (version: number | undefined) => void;
}

/** That one looks at a version which is not in use, and the ways on. */
function Older({ address, kind, versions, number, onShow }: OlderProps) {
  const t = useT();
  const choose = useChooseVersion(address, kind);
  const { version: inUse } = versions;
  if (number === inUse) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 rounded-card bg-sunken px-4 py-3 text-body"
    >
      <p className="min-w-0 flex-1 basis-60">{t("versions.older", { number, inUse })}</p>
      {!isAtWork(versions.status) && (
        <Button
          size="small"
          busy={choose.isPending}
          onClick={() => choose.mutate(number, { onSuccess: () => onShow(undefined) })}
        >
          {t("versions.use")}
        </Button>
      )}
      <Button size="small" look="quiet" onClick={() => onShow(undefined)}>
        {t("versions.back", { number: inUse })}
      </Button>
      <PartFailure title={t("versions.useFailed")} error={choose.error} />
    </div>
  );
}
