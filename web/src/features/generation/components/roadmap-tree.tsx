import { Link } from "@tanstack/react-router";
import { memo, type ReactNode, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { Skeleton } from "@/shared/ui/skeleton";
import type { TreeConcept, TreeModule, TreeStage } from "../tree";
import { UnitMarks } from "./unit-marks";

interface RowProps {
  concept: TreeConcept;
  roadmapId: string | null;
}

/** Equal when it would look equal; a run of two hundred events draws a row only when its own marks change. */
function sameRow(before: RowProps, after: RowProps): boolean {
  const key = ({ concept, roadmapId }: RowProps) =>
    [
      roadmapId,
      concept.id,
      concept.name,
      concept.hours,
      concept.readable,
      ...concept.marks.map(({ status }) => status),
    ].join();
  return key(before) === key(after);
}

const ConceptRow = memo(function ConceptRow({ concept, roadmapId }: RowProps) {
  const { formatHours } = useFormat();
  return (
    <li className="flex min-h-8 items-baseline gap-3 border-b border-hairline py-1.5 last:border-b-0">
      <span className="min-w-0 flex-1">
        {concept.readable && roadmapId !== null ? (
          <Link
            className="link"
            to="/app/roadmaps/$roadmapId/concepts/$conceptId"
            params={{ roadmapId, conceptId: concept.id }}
          >
            {concept.name}
          </Link>
        ) : (
          concept.name
        )}
      </span>
      <span className="figures shrink-0 text-fine text-muted">{formatHours(concept.hours)}</span>
      {concept.marks.length > 0 && <UnitMarks marks={concept.marks} />}
    </li>
  );
}, sameRow);

interface ModuleProps {
  module: TreeModule;
  roadmapId: string | null;
  /** It came while the page was looked at. */
  isNew: boolean;
}

function ModuleBlock({ module, roadmapId, isNew }: ModuleProps) {
  return (
    <section className={isNew ? "arrive" : undefined}>
      <h3 className="pb-1 font-semibold">{module.name}</h3>
      <ul className="border-t border-hairline">
        {module.concepts.map((concept) => (
          <ConceptRow key={concept.id} concept={concept} roadmapId={roadmapId} />
        ))}
      </ul>
    </section>
  );
}

interface StageProps {
  stage: TreeStage;
  number: number;
  roadmapId: string | null;
  /** Parts that stood here when the page was opened; only others slide in. */
  first: ReadonlySet<string>;
}

function StageBlock({ stage, number, roadmapId, first }: StageProps) {
  const t = useT();
  const { formatHours } = useFormat();
  const { done, total } = stage.written;
  return (
    <section className={cx("flex flex-col gap-4", !first.has(stage.id) && "arrive")}>
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <p className="w-full text-fine text-muted">{t("live.stage", { number })}</p>
        <h2 className="min-w-0 flex-1 text-read font-semibold">{stage.name}</h2>
        <p className="figures text-fine text-muted">
          {total > 0
            ? t("live.stage.written", { done, total })
            : [
                t("live.stage.size", { concepts: stage.conceptCount }),
                stage.hours !== null && formatHours(stage.hours),
              ]
                .filter(Boolean)
                .join(" · ")}
        </p>
      </header>
      {stage.modules.map((module) => (
        <ModuleBlock key={module.id} module={module} roadmapId={roadmapId} isNew={!first.has(module.id)} />
      ))}
    </section>
  );
}

interface Props {
  stages: readonly TreeStage[];
  roadmapId: string | null;
  /** More stages are to come: the place of the next one is held open. */
  growing: boolean;
  /** What stands above the stages. */
  head?: ReactNode;
}

export function RoadmapTree({ stages, roadmapId, growing, head }: Props) {
  const t = useT();
  const [first] = useState(
    () => new Set(stages.flatMap(({ id, modules }) => [id, ...modules.map((one) => one.id)])),
  );
  return (
    <div className="flex flex-col gap-10">
      {head}
      {stages.map((stage, index) => (
        <StageBlock key={stage.id} stage={stage} number={index + 1} roadmapId={roadmapId} first={first} />
      ))}
      {growing && (
        <div className="flex flex-col gap-3">
          {stages.length === 0 && <p className="text-muted">{t("live.design.waiting")}</p>}
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-5 w-full" />
          <Skeleton className="h-5 w-full" />
        </div>
      )}
    </div>
  );
}
