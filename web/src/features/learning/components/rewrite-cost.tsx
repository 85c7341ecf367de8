import { useQuery } from "@tanstack/react-query";
import type { UnitKind } from "@/shared/api/types";
import { writingQuery } from "@/shared/api/writing-query";
import { useT } from "@/shared/i18n/i18n";
import { ModelsLink } from "@/shared/ui/models-link";
import { WritingForecast } from "@/shared/ui/writing-forecast";
import type { ConceptAddress } from "../queries";

/** What another version of a part takes, or that nobody is there to write it. */
export function RewriteCost({ address, kind }: { address: ConceptAddress; kind: UnitKind }) {
  const t = useT();
  const { roadmapId, conceptId } = address;
  const { data } = useQuery(writingQuery(roadmapId, { units: [`${conceptId}:${kind}`], anew: true }));
  // The line has its place from the beginning, so that nothing below it jumps.
  if (data === undefined) return <div className="min-h-5" />;
  switch (data.left_out[0]?.why) {
    case "no_model":
      return (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2">
          {t("problem.no-model-configured")}
          <ModelsLink size="small" />
        </p>
      );
    case "no_search":
      return <p>{t("problem.no-search-configured")}</p>;
    default:
      return <WritingForecast forecast={data} />;
  }
}
