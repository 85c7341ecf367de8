import type { Roadmap, Stage } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { useFormat } from "@/shared/i18n/use-format";
import { conceptsOfStage, isDone, type WeekSpan, weeksOf } from "@/shared/lib/roadmap-order";
import { InlineText } from "@/shared/ui/inline-text";
import { WrittenIn } from "@/shared/ui/written-in";
import { ConceptRow } from "./concept-row";

interface Props {
  roadmap: Roadmap;
  stage: Stage;
  number: number;
  onLookInto: (conceptId: string) => void;
}

/** A stage with its dates and how far one is, its modules, and what is made at its end. */
export function StageSection({ roadmap, stage, number, onLookInto }: Props) {
  const t = useT();
  const { formatHours } = useFormat();
  const concepts = conceptsOfStage(stage);
  const weeks = weeksOf(roadmap.schedule, new Set(concepts.map(({ concept_id }) => concept_id)));
  const hours = concepts.reduce((sum, { estimated_hours }) => sum + estimated_hours, 0);
  const done = concepts.filter(isDone).length;
  return (
    <section className="flex flex-col gap-3" aria-labelledby={`stage-${stage.stage_id}`}>
      <div className="border-b border-edge pb-2">
        <h2 id={`stage-${stage.stage_id}`} className="text-title font-semibold">
          <span className="figures mr-2 text-muted">{number}</span>
          {stage.name}
        </h2>
        <p className="figures mt-1 flex flex-wrap gap-x-4 gap-y-1 text-fine text-muted">
          {weeks && <Weeks span={weeks} />}
          <span>{formatHours(hours)}</span>
          <span>{t("roadmap.stageProgress", { done, total: concepts.length })}</span>
        </p>
      </div>
      {stage.description && <p className="max-w-measure text-muted">{stage.description}</p>}
      {stage.modules.map((module) => (
        <div key={module.module_id}>
          <h3 className="mb-1 font-semibold">{module.name}</h3>
          <ul>
            {module.concepts.map((concept) => (
              <ConceptRow
                key={concept.concept_id}
                roadmap={roadmap}
                concept={concept}
                onLookInto={() => onLookInto(concept.concept_id)}
              />
            ))}
          </ul>
        </div>
      ))}
      {stage.project && <StageProject project={stage.project} />}
    </section>
  );
}

function Weeks({ span }: { span: WeekSpan }) {
  const t = useT();
  const { formatDay, formatDayExactly } = useFormat();
  const number =
    span.first === span.last
      ? t("roadmap.week", { number: span.first })
      : t("roadmap.weeks", { first: span.first, last: span.last });
  return (
    <>
      <span>{number}</span>
      <span title={`${formatDayExactly(span.start)} – ${formatDayExactly(span.end)}`}>
        {t("roadmap.span", { start: formatDay(span.start), end: formatDay(span.end) })}
      </span>
    </>
  );
}

function StageProject({ project }: { project: NonNullable<Stage["project"]> }) {
  const t = useT();
  const lang = project.language ? HTML_LANG[project.language] : undefined;
  return (
    <div className="w-fit rounded-card border border-hairline bg-raised p-4">
      <h3 className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
        {t("roadmap.project")}: {project.title}
        <WrittenIn language={project.language} />
      </h3>
      <p lang={lang} className="mt-1 max-w-measure">
        <InlineText text={project.task} />
      </p>
      <p lang={lang} className="mt-1 max-w-measure text-muted">
        <InlineText text={t("roadmap.doneWhen", { text: project.done_when })} />
      </p>
    </div>
  );
}
