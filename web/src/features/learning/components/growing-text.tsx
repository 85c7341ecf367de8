import { lazy, Suspense, useState } from "react";
import type { GrowingText as Growing } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { Button } from "@/shared/ui/button";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { StatusMark } from "@/shared/ui/status-mark";
import { closedMarkdown } from "../growing-markdown";
import type { ConceptAddress } from "../queries";
import { useGrowing } from "../use-growing";

const Markdown = lazy(() => import("./markdown").then((module) => ({ default: module.Markdown })));

/** A tutorial that is written for the first time, where it will stand. */
export function GrowingGuide({ address, taskLink }: { address: ConceptAddress; taskLink: React.ReactNode }) {
  const t = useT();
  const growing = useGrowing(address);
  return (
    <section aria-label={t("growing.title")} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 font-ui text-body">
        <h2 className="text-title font-semibold">
          <StatusMark
            meaning={growing?.state === "writing" ? "running" : "waiting"}
            label={t("growing.title")}
          />
        </h2>
        {taskLink}
      </div>
      <Draft growing={growing} />
    </section>
  );
}

/** A new version of a tutorial, beside the one that is read; followed once somebody wants to. */
export function GrowingText({ address }: { address: ConceptAddress }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Button size="small" className="self-start" onClick={() => setOpen(true)}>
        {t("growing.open")}
      </Button>
    );
  return <Followed address={address} />;
}

function Followed({ address }: { address: ConceptAddress }) {
  const growing = useGrowing(address);
  return (
    <div className="rounded-card bg-raised p-4">
      <Draft growing={growing} />
    </div>
  );
}

function Draft({ growing }: { growing: Growing | undefined }) {
  const t = useT();
  const text = growing?.text ?? "";
  return (
    <>
      <p className="font-ui text-fine text-muted">
        {text ? t("growing.note") : t("growing.waiting")}
        {(growing?.beginning ?? 0) > 1 && ` ${t("growing.again", { number: growing?.beginning ?? 0 })}`}
      </p>
      {/* Not a live region: read aloud from its beginning at each change, it could not be followed. */}
      <div className="font-read text-read" aria-busy>
        {text ? (
          <Suspense fallback={<SkeletonLines lines={8} />}>
            <Markdown text={closedMarkdown(text)} />
          </Suspense>
        ) : (
          <SkeletonLines lines={4} />
        )}
      </div>
    </>
  );
}
