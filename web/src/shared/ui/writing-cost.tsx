/** What the button beside it would have written, and what that takes, to be read before it is pressed. */
import { useQuery } from "@tanstack/react-query";
import { type AskedParts, writingQuery } from "@/shared/api/writing-query";
import { useT } from "@/shared/i18n/i18n";
import { WritingForecast } from "./writing-forecast";

interface Props {
  roadmapId: string;
  /** What it would ask for; all that is missing when absent. */
  asked?: AskedParts;
}

export function WritingCost({ roadmapId, asked }: Props) {
  const t = useT();
  const { data } = useQuery(writingQuery(roadmapId, asked));
  // The line has its place from the beginning, so that nothing below it jumps.
  if (data === undefined) return <div className="min-h-5" />;
  return <WritingForecast forecast={data} amount={t("cost.parts", { parts: data.parts })} />;
}
