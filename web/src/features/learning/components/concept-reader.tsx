import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { roadmapQuery } from "@/shared/api/roadmap-queries";
import type { Concept, Roadmap, UnitKind } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { findConcept, weeksOf } from "@/shared/lib/roadmap-order";
import { buttonClass } from "@/shared/ui/button";
import { PageHeading } from "@/shared/ui/page-heading";
import { RoadmapLoadFailed } from "@/shared/ui/roadmap-load-failed";
import { Skeleton, SkeletonLines } from "@/shared/ui/skeleton";
import { TrashNotice } from "@/shared/ui/trash-notice";
import { type ConceptAddress, quizQuery, resourcesQuery, tutorialQuery } from "../queries";
import type { ShownVersions } from "../shown-versions";
import { ConceptFoot, useSaveProgress } from "./concept-foot";
import { ContentPart } from "./content-part";
import { Guide } from "./guide";
import { Quiz } from "./quiz";
import { ResourceList } from "./resource-list";

// Not needed to read; a page that is only read does without their code.
const PartVersions = lazy(() =>
  import("./part-versions").then((module) => ({ default: module.PartVersions })),
);
const GrowingGuide = lazy(() =>
  import("./growing-text").then((module) => ({ default: module.GrowingGuide })),
);

interface Props extends ConceptAddress {
  /** Which version of a part one looks at; of the others the one that is in use. */
  shown: ShownVersions;
  onShow: (shown: ShownVersions) => void;
}

/** The reading column of one concept. */
export function ConceptReader({ shown, onShow, ...address }: Props) {
  const t = useT();
  const roadmap = useQuery(roadmapQuery(address.roadmapId));
  if (roadmap.isPending) return <Loading />;
  if (roadmap.data === undefined)
    return (
      <>
        <PageHeading title={t("roadmaps.title")} className="mb-4 text-title font-semibold" />
        <RoadmapLoadFailed error={roadmap.error} onRetry={() => roadmap.refetch()} />
      </>
    );
  const concept = findConcept(roadmap.data, address.conceptId);
  if (concept === undefined) return <NoSuchConcept roadmap={roadmap.data} />;
  // Another concept is another page: nothing of its quiz may carry over.
  return <Reading key={concept.concept_id} roadmap={roadmap.data} {...{ concept, shown, onShow }} />;
}

interface ReadingProps extends Pick<Props, "shown" | "onShow"> {
  roadmap: Roadmap;
  concept: Concept;
}

function Reading({ roadmap, concept, shown, onShow }: ReadingProps) {
  const t = useT();
  const address = { roadmapId: roadmap.roadmap_id, conceptId: concept.concept_id };
  const tutorial = useQuery(tutorialQuery(address, shown.tutorial));
  // For what the catalog does not have, links are looked for only where there is a web search.
  const hasResources = concept.in_catalog || concept.units.resources !== undefined;
  const resources = useQuery({ ...resourcesQuery(address, shown.resources), enabled: hasResources });
  const quiz = useQuery(quizQuery(address, shown.quiz));
  const save = useSaveProgress(address);
  // Without a model nothing is written for what the catalog lacks; three times "not there" would say less than this.
  if (concept.in_catalog === false && Object.keys(concept.units).length === 0)
    return (
      <article className="mx-auto flex max-w-measure flex-col gap-10 text-read">
        <Head roadmap={roadmap} concept={concept} />
        <TrashNotice roadmap={roadmap} />
        <p>{t("edit.own.text")}</p>
        <ConceptFoot roadmap={roadmap} concept={concept} />
      </article>
    );
  const begin = () => concept.state === "not_started" && save.mutate("in_progress");
  const { task_id: taskId } = roadmap;
  const hasDeadLink = resources.data?.resources.some((resource) => resource.check === "dead");
  // Only what is in use is looked at again, and nothing of what is in the trash.
  const canCheck = roadmap.deleted_at === null && shown.resources === undefined;
  const versionsOf = (kind: UnitKind) =>
    // What was never asked for has no versions, and what is in the trash gets no new ones.
    concept.units[kind] && roadmap.deleted_at === null ? (
      <Suspense>
        <PartVersions
          {...{ address, kind }}
          shown={shown[kind]}
          onShow={(version) => onShow({ ...shown, [kind]: version })}
          anew={kind === "resources" && hasDeadLink ? t("learning.resources.findOthers") : undefined}
        />
      </Suspense>
    ) : null;
  return (
    <article className="mx-auto flex max-w-measure flex-col gap-10 text-read">
      <Head roadmap={roadmap} concept={concept} />
      <TrashNotice roadmap={roadmap} />
      <div className="flex flex-col gap-6">
        <ContentPart
          query={tutorial}
          taskId={taskId}
          lines={16}
          growing={(taskLink) => (
            <Suspense fallback={<SkeletonLines lines={16} />}>
              <GrowingGuide address={address} taskLink={taskLink} />
            </Suspense>
          )}
        >
          {(data) => <Guide tutorial={data} />}
        </ContentPart>
        {versionsOf("tutorial")}
      </div>
      <section>
        <h2 className="mb-3 text-title font-semibold">{t("learning.resources")}</h2>
        {hasResources ? (
          <div className="flex flex-col gap-4">
            <ContentPart query={resources} taskId={taskId} lines={3}>
              {(data) => <ResourceList resources={data} address={canCheck ? address : undefined} />}
            </ContentPart>
            {versionsOf("resources")}
          </div>
        ) : (
          <p className="text-muted">{t("learning.resources.noSearch")}</p>
        )}
      </section>
      {/* What is in the trash is read, not worked through. */}
      {roadmap.deleted_at === null && (
        <section>
          <h2 className="mb-3 text-title font-semibold">{t("learning.quiz")}</h2>
          <div className="flex flex-col gap-4">
            <ContentPart query={quiz} taskId={taskId} lines={5}>
              {(data) => (
                <Quiz key={data.version} address={address} concept={concept} quiz={data} onBegun={begin} />
              )}
            </ContentPart>
            {versionsOf("quiz")}
          </div>
        </section>
      )}
      <ConceptFoot roadmap={roadmap} concept={concept} />
    </article>
  );
}

function Head({ roadmap, concept }: { roadmap: Roadmap; concept: Concept }) {
  const t = useT();
  const { formatHours } = useFormat();
  const week = weeksOf(roadmap.schedule, new Set([concept.concept_id]));
  return (
    <header className="flex flex-col gap-2 text-body">
      <Link to="/app/roadmaps/$roadmapId" params={{ roadmapId: roadmap.roadmap_id }} className="link w-fit">
        {roadmap.title}
      </Link>
      <PageHeading title={concept.name} className="text-display font-semibold" />
      {concept.description && <p className="text-read text-muted">{concept.description}</p>}
      <p className="figures flex flex-wrap gap-x-4 text-fine text-muted">
        <span>{formatHours(concept.estimated_hours)}</span>
        {week && <span>{t("roadmap.week", { number: week.first })}</span>}
        <span>
          {t("roadmap.difficulty")} {t("roadmap.difficultyOf", { level: concept.difficulty })}
        </span>
      </p>
    </header>
  );
}

function NoSuchConcept({ roadmap }: { roadmap: Roadmap }) {
  const t = useT();
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 py-16 text-center">
      <PageHeading title={t("learning.noConcept")} />
      <p className="text-muted">{t("problem.concept-not-found")}</p>
      <Link
        to="/app/roadmaps/$roadmapId"
        params={{ roadmapId: roadmap.roadmap_id }}
        className={buttonClass("primary")}
      >
        {t("learning.toRoadmap")}
      </Link>
    </div>
  );
}

function Loading() {
  const t = useT();
  return (
    <div className="mx-auto flex max-w-measure flex-col gap-6 text-read">
      <PageHeading title={t("state.loading")} className="sr-only" />
      <Skeleton className="h-9 w-2/3" />
      <SkeletonLines lines={16} />
    </div>
  );
}
