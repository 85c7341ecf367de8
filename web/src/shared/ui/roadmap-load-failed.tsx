import { Link } from "@tanstack/react-router";
import { useT } from "@/shared/i18n/i18n";
import { buttonClass } from "./button";
import { ErrorState } from "./error-state";

interface Props {
  error: unknown;
  onRetry: () => void;
}

/** In place of a page about one roadmap when there is none to show, with the way to the others. */
export function RoadmapLoadFailed({ error, onRetry }: Props) {
  const t = useT();
  return (
    <ErrorState
      title={t("roadmap.loadFailed")}
      error={error}
      onRetry={onRetry}
      action={
        <Link to="/app/roadmaps" className={buttonClass("secondary", "small")}>
          {t("roadmap.all")}
        </Link>
      }
    />
  );
}
