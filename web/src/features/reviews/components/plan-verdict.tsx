import type { Verdict } from "@/shared/api/types";
import { VerdictLine } from "@/shared/ui/verdict-line";
import type { PlanEditor } from "../use-plan-editor";
import { WaysOut } from "./ways-out";

interface Props {
  verdict: Verdict;
  editor: PlanEditor;
}

/** Whether the plan fits, and the ways to make it fit. */
export function PlanVerdict({ verdict, editor: { takeWayOut } }: Props) {
  return (
    <>
      <VerdictLine verdict={verdict} />
      <WaysOut verdict={verdict} busy={takeWayOut.isPending} onTake={(way) => takeWayOut.mutate(way)} />
    </>
  );
}
