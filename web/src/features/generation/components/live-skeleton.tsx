import { useT } from "@/shared/i18n/i18n";
import { PageHeading } from "@/shared/ui/page-heading";
import { Skeleton } from "@/shared/ui/skeleton";

const ROWS = ["w-1/3", "w-full", "w-11/12", "w-4/5", "w-2/5", "w-10/12", "w-9/12"];

/** The page in its final size, until the run's history has been read. */
export function LiveSkeleton({ title }: { title: string | undefined }) {
  const t = useT();
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-4">
        <PageHeading title={title ?? t("live.title")} className="text-display font-semibold" />
        <p role="status" className="text-fine text-muted">
          {t("live.loading")}
        </p>
        <Skeleton className="h-1 w-full" />
      </div>
      <div className="grid gap-8 lg:grid-cols-[13rem_minmax(0,1fr)] lg:gap-12">
        <Skeleton className="h-11 lg:h-72" />
        <div className="flex flex-col gap-3">
          {ROWS.map((width) => (
            <Skeleton key={width} className={`h-5 ${width}`} />
          ))}
        </div>
      </div>
    </div>
  );
}
