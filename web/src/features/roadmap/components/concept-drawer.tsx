import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Concept, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { findConcept, needsOf, unlockedBy, weeksOf } from "@/shared/lib/roadmap-order";
import { buttonClass } from "@/shared/ui/button";
import { Chip } from "@/shared/ui/chip";
import { Drawer } from "@/shared/ui/dialog";
import { InlineText } from "@/shared/ui/inline-text";
import { Part } from "@/shared/ui/part";
import { WhyHere } from "@/shared/ui/why-here";
import { LearnerMark } from "./concept-row";

interface Props {
  roadmap: Roadmap;
  concept: Concept;
  onClose: () => void;
  onLookInto: (conceptId: string) => void;
}

/** One concept looked into: why it is here, what it needs, what it unlocks. */
export function ConceptDrawer({ roadmap, concept, onClose, onLookInto }: Props) {
  const t = useT();
  const needs = needsOf(roadmap, concept.concept_id);
  const unlocks = unlockedBy(roadmap, concept.concept_id);
  const name = (id: string) => findConcept(roadmap, id)?.name ?? id;
  return (
    <Drawer
      open
      onOpenChange={(open) => !open && onClose()}
      title={concept.name}
      {...(concept.description && { description: concept.description })}
      footer={roadmap.state === "approved" && <StudyLink roadmap={roadmap} concept={concept} />}
    >
      <Facts roadmap={roadmap} concept={concept} />
      <WhyHere
        roadmapId={roadmap.roadmap_id}
        revision={roadmap.revision}
        conceptId={concept.concept_id}
        onOpen={onLookInto}
      />
      <Part title={t("roadmap.needs")}>
        {needs.length === 0 && t("roadmap.needs.none")}
        <Relations
          entries={needs.map(({ before, why }) => ({ id: before, name: name(before), why }))}
          onOpen={onLookInto}
        />
      </Part>
      <Part title={t("roadmap.unlocks")}>
        {unlocks.length === 0 && t("roadmap.unlocks.none")}
        <Relations
          entries={unlocks.map(({ after, why }) => ({ id: after, name: name(after), why }))}
          onOpen={onLookInto}
        />
      </Part>
    </Drawer>
  );
}

function StudyLink({ roadmap, concept }: { roadmap: Roadmap; concept: Concept }) {
  const t = useT();
  return (
    <Link
      to="/app/roadmaps/$roadmapId/concepts/$conceptId"
      params={{ roadmapId: roadmap.roadmap_id, conceptId: concept.concept_id }}
      className={buttonClass("primary")}
    >
      {t("roadmap.study")}
    </Link>
  );
}

function Facts({ roadmap, concept }: { roadmap: Roadmap; concept: Concept }) {
  const t = useT();
  const { formatNumber, formatDay, formatDayExactly } = useFormat();
  const week = weeksOf(roadmap.schedule, new Set([concept.concept_id]));
  const { typical, min, max } = concept.hours;
  const range = { typical: formatNumber(typical), min: formatNumber(min), max: formatNumber(max) };
  return (
    <dl className="figures grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-1.5">
      <Fact label={t("tasks.column.status")}>
        <LearnerMark state={concept.state} labelHidden={false} />
      </Fact>
      <Fact label={t("roadmap.hoursLabel")}>{t("roadmap.hours", range)}</Fact>
      {week && (
        <Fact label={t("roadmap.weekLabel")}>
          {t("roadmap.week", { number: week.first })}
          {", "}
          <time dateTime={week.start} title={formatDayExactly(week.start)}>
            {formatDay(week.start)}
          </time>
        </Fact>
      )}
      <Fact label={t("roadmap.difficulty")}>{t("roadmap.difficultyOf", { level: concept.difficulty })}</Fact>
      {concept.in_catalog === false && <Chip className="col-span-2 w-fit">{t("roadmap.notInCatalog")}</Chip>}
    </dl>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface RelationsProps {
  entries: readonly { id: string; name: string; why: string }[];
  onOpen: (conceptId: string) => void;
}

function Relations({ entries, onOpen }: RelationsProps) {
  if (entries.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {entries.map(({ id, name, why }) => (
        <li key={id}>
          <button type="button" className="link text-left" onClick={() => onOpen(id)}>
            {name}
          </button>
          {why && (
            <p className="text-fine">
              <InlineText text={why} />
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
