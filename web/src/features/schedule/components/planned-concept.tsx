import { Link } from "@tanstack/react-router";
import type { Concept, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import { isDone } from "@/shared/lib/roadmap-order";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";

const MEANINGS: Record<Concept["state"], Meaning> = {
  not_started: "waiting",
  in_progress: "partial",
  done: "done",
};

/** How far the learner is with it, as a shape. */
export function StateMark({ concept }: { concept: Concept }) {
  const t = useT();
  return (
    <StatusMark
      meaning={MEANINGS[concept.state]}
      label={t(`roadmap.state.${concept.state}`)}
      labelHidden
      className={cx("shrink-0", concept.state === "in_progress" && "!text-running")}
    />
  );
}

interface Props {
  roadmap: Roadmap;
  concept: Concept;
  onLookInto: (conceptId: string) => void;
}

/** The name of a concept, crossed off when it is done; leads to its page, or before approval to what it is about. */
export function ConceptName({ roadmap, concept, onLookInto }: Props) {
  const look = isDone(concept) ? "text-muted line-through" : "";
  if (roadmap.state !== "approved")
    return (
      <button
        type="button"
        onClick={() => onLookInto(concept.concept_id)}
        className={cx("text-left hover:underline", look)}
      >
        {concept.name}
      </button>
    );
  return (
    <Link
      to="/app/roadmaps/$roadmapId/concepts/$conceptId"
      params={{ roadmapId: roadmap.roadmap_id, conceptId: concept.concept_id }}
      className={cx("hover:underline", look)}
    >
      {concept.name}
    </Link>
  );
}
