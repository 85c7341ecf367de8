import { lazy, Suspense, useState } from "react";
import type { GoalRequest } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { type GoalDraft, goalRequest } from "@/shared/lib/goal-draft";

// Few ask for it, and the page before it should be there at once.
const PlacementDialog = lazy(() =>
  import("./placement-dialog").then((module) => ({ default: module.PlacementDialog })),
);

interface Props {
  draft: GoalDraft;
  goal: GoalRequest;
  onChange: (change: Partial<GoalDraft>) => void;
}

/** For those who cannot say what they know: a quiz that finds it out. */
export function PlacementOffer({ draft, goal, onChange }: Props) {
  const t = useT();
  const [open, setOpen] = useState(false);
  // What an earlier quiz found is asked anew; what the learner said is not.
  const asked = goalRequest({ ...draft, placed: [] }, goal.time_zone ?? "UTC");
  return (
    <p className="text-fine text-muted">
      {t("place.offer")}{" "}
      <button type="button" className="link" onClick={() => setOpen(true)}>
        {t(draft.placed.length > 0 ? "place.openAgain" : "place.open")}
      </button>
      {open && (
        <Suspense>
          <PlacementDialog
            goal={asked}
            onClose={() => setOpen(false)}
            onTake={(placed) => {
              onChange({ placed });
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </p>
  );
}
