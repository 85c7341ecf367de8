import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";

/** A place held open, in the size of what will stand there. Give height and width by class. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("rounded-small bg-hairline/70", className)} />;
}

/** Several lines held open; says once that something is loading. */
export function SkeletonLines({ lines, className }: { lines: number; className?: string }) {
  const t = useT();
  return (
    <div role="status" className={cx("flex flex-col gap-3", className)}>
      <span className="sr-only">{t("state.loading")}</span>
      {Array.from({ length: lines }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move.
        <Skeleton key={index} className={cx("h-5", index % 3 === 2 ? "w-3/5" : "w-full")} />
      ))}
    </div>
  );
}
