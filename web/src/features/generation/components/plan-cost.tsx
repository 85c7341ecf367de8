import { useQuery } from "@tanstack/react-query";
import { previewQuery } from "@/shared/api/preview-query";
import type { GoalRequest } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { GoalCosts } from "@/shared/ui/goal-costs";

/** What planning the same goal once more takes, with the model that is chosen now. */
export function PlanCost({ request }: { request: GoalRequest }) {
  const t = useT();
  // Most likely the learner comes from the settings, where another model was chosen.
  const { data } = useQuery({ ...previewQuery(request), staleTime: 0 });
  if (data === undefined) return <div className="min-h-5" />;
  if (data.planner === "catalog") return <p className="text-fine text-muted">{t("cost.planFree")}</p>;
  return data.costs && <GoalCosts costs={data.costs} reviews={request.review ?? true} />;
}
