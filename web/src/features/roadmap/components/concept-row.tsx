import { Link } from "@tanstack/react-router";
import { Info } from "lucide-react";
import type { Concept, LearnerState, Roadmap, UnitKind } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { weeksOf } from "@/shared/lib/roadmap-order";
import { Chip } from "@/shared/ui/chip";
import { IconButton } from "@/shared/ui/icon-button";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";

export const STATE_MEANINGS: Record<LearnerState, Meaning> = {
  not_started: "waiting",
  in_progress: "partial",
  done: "done",
};

interface Props {
  roadmap: Roadmap;
  concept: Concept;
  onLookInto: () => void;
}

/** Name, hours, week, state; the name leads to the concept, the mark at the end to why it is here. */
export function ConceptRow({ roadmap, concept, onLookInto }: Props) {
  const t = useT();
  const { formatHours, formatDay } = useFormat();
  const week = weeksOf(roadmap.schedule, new Set([concept.concept_id]));
  const { roadmap_id: roadmapId } = roadmap;
  return (
    <li className="flex min-h-11 items-center gap-3 border-b border-hairline last:border-b-0">
      <LearnerMark state={concept.state} />
      <div className="min-w-0 flex-1 py-2">
        {roadmap.state === "approved" ? (
          <Link
            to="/app/roadmaps/$roadmapId/concepts/$conceptId"
            params={{ roadmapId, conceptId: concept.concept_id }}
            className="hover:underline"
          >
            {concept.name}
          </Link>
        ) : (
          concept.name
        )}
        {/* A model has written for it where there is something; then it is like any other. */}
        {concept.in_catalog === false && Object.keys(concept.units).length === 0 && (
          <Chip className="ml-2">{t("roadmap.notInCatalog")}</Chip>
        )}
        {roadmap.not_written.includes(concept.concept_id) && (
          <p className="text-fine text-muted">{t("edit.notWritten.row")}</p>
        )}
        <MissingUnits concept={concept} />
      </div>
      <p className="figures flex shrink-0 flex-col items-end gap-x-4 text-fine text-muted sm:flex-row">
        <span>{formatHours(concept.estimated_hours)}</span>
        {week && <span title={formatDay(week.start)}>{t("roadmap.week", { number: week.first })}</span>}
      </p>
      <IconButton icon={Info} label={t("roadmap.about", { name: concept.name })} onClick={onLookInto} />
    </li>
  );
}

/** How far the learner is; started is half a mark, not a failure. */
export function LearnerMark({ state, labelHidden = true }: { state: LearnerState; labelHidden?: boolean }) {
  const t = useT();
  return (
    <StatusMark
      meaning={STATE_MEANINGS[state]}
      label={t(`roadmap.state.${state}`)}
      labelHidden={labelHidden}
      className={state === "in_progress" ? "!text-running" : ""}
    />
  );
}

const KINDS: readonly UnitKind[] = ["tutorial", "resources", "quiz"];

/** Parts that cannot be read, named; silent when all can. */
function MissingUnits({ concept }: { concept: Concept }) {
  const t = useT();
  const missing = KINDS.flatMap((kind) => {
    const { status, version } = concept.units[kind] ?? {};
    return version === 0 && (status === "failed" || status === "running") ? [{ kind, status }] : [];
  });
  if (missing.length === 0) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-fine">
      {missing.map(({ kind, status }) => (
        <StatusMark
          key={kind}
          size={13}
          meaning={status}
          label={t(`roadmap.unit.${status}`, { kind: t(`kind.${kind}`) })}
        />
      ))}
    </p>
  );
}
