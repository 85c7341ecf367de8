import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { toProblem } from "@/shared/api/problem";
import { problemText } from "@/shared/api/problem-text";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button, buttonClass } from "@/shared/ui/button";
import { CopyButton } from "@/shared/ui/copy-button";
import { Dialog } from "@/shared/ui/dialog";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { feedQuery, makeFeed, revokeFeed } from "../queries";

interface Props {
  roadmapId: string;
  onClose: () => void;
}

/** The secret address of the calendar: made, shown this once, replaced, and taken back. */
export function FeedDialog({ roadmapId, onClose }: Props) {
  const t = useT();
  const { formatSince } = useFormat();
  const client = useQueryClient();
  const query = useQuery(feedQuery(roadmapId));
  const keep = (feed: { created_at: string | null }) =>
    client.setQueryData(feedQuery(roadmapId).queryKey, { created_at: feed.created_at });
  const make = useMutation({ mutationFn: () => makeFeed(roadmapId), onSuccess: keep });
  const revoke = useMutation({
    mutationFn: () => revokeFeed(roadmapId),
    onSuccess: (feed) => {
      make.reset();
      keep(feed);
    },
  });
  const since = query.data?.created_at;
  const failure = query.error ?? make.error ?? revoke.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("schedule.follow")}
      description={t("schedule.follow.text")}
      footer={
        <>
          {since && (
            <Button look="danger" busy={revoke.isPending} onClick={() => revoke.mutate()}>
              {t("schedule.follow.revoke")}
            </Button>
          )}
          {query.data && (
            <Button
              look={since ? "secondary" : "primary"}
              busy={make.isPending}
              onClick={() => make.mutate()}
            >
              {since ? t("schedule.follow.replace") : t("schedule.follow.make")}
            </Button>
          )}
        </>
      }
    >
      <div role="status" className="flex flex-col gap-2">
        {query.isPending && <SkeletonLines lines={2} />}
        {make.data ? (
          <Address path={make.data.path} />
        ) : since ? (
          <p>
            {t("schedule.follow.since", { when: formatSince(since) })} {t("schedule.follow.replaceHint")}
          </p>
        ) : (
          query.data && <p>{revoke.isSuccess ? t("schedule.follow.revoked") : t("schedule.follow.none")}</p>
        )}
      </div>
      {failure && (
        <p role="alert" className="text-failed">
          {t("schedule.follow.failed")}: {problemText(toProblem(failure), t)}
        </p>
      )}
    </Dialog>
  );
}

function Address({ path }: { path: string }) {
  const t = useT();
  const id = useId();
  const address = `${location.origin}${path}`;
  return (
    <>
      <label htmlFor={id} className="text-fine font-medium">
        {t("schedule.follow.address")}
      </label>
      <input
        id={id}
        readOnly
        value={address}
        onFocus={(event) => event.target.select()}
        className="min-h-10 w-full rounded-card border border-edge bg-paper px-3 font-code text-fine"
      />
      <p className="text-fine text-muted">{t("schedule.follow.once")}</p>
      <div className="flex flex-wrap gap-2">
        <CopyButton text={address} />
        <a href={address.replace(/^https?:/, "webcal:")} className={buttonClass("secondary", "small")}>
          {t("schedule.follow.open")}
        </a>
      </div>
    </>
  );
}
