import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowLeft, ArrowRight, Check } from "lucide-react";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { Concept, LearnerState, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { neighbours } from "@/shared/lib/roadmap-order";
import { useShortcut } from "@/shared/lib/shortcuts";
import { Button } from "@/shared/ui/button";
import { StatusMark } from "@/shared/ui/status-mark";
import { showToast } from "@/shared/ui/toast";
import { type ConceptAddress, saveProgress } from "../queries";

const CONCEPT = "/app/roadmaps/$roadmapId/concepts/$conceptId" as const;

/** Saves how far the learner is, and reads the roadmap again. */
export function useSaveProgress(address: ConceptAddress) {
  const t = useT();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (state: LearnerState) => saveProgress(address, state),
    onSuccess: () => client.invalidateQueries({ queryKey: roadmapKeys.all }),
    onError: () => showToast("error", t("learning.saveFailed")),
  });
}

interface Props {
  roadmap: Roadmap;
  concept: Concept;
}

/** Done, and where to next. */
export function ConceptFoot({ roadmap, concept }: Props) {
  const t = useT();
  const navigate = useNavigate();
  const address = { roadmapId: roadmap.roadmap_id, conceptId: concept.concept_id };
  const save = useSaveProgress(address);
  const { previous, next } = neighbours(roadmap, concept.concept_id);
  const go = (to: Concept | undefined) =>
    to && navigate({ to: CONCEPT, params: { roadmapId: address.roadmapId, conceptId: to.concept_id } });
  const finish = () => save.mutate("done", { onSuccess: () => go(next) });
  const isDone = concept.state === "done";
  const isDeleted = roadmap.deleted_at !== null;
  useShortcut(
    { keys: "p", label: "learning.key.previous", group: "page" },
    () => go(previous),
    previous !== undefined,
  );
  useShortcut({ keys: "n", label: "learning.key.next", group: "page" }, () => go(next), next !== undefined);
  useShortcut({ keys: "d", label: "learning.key.done", group: "page" }, finish, !isDone && !isDeleted);
  return (
    <footer className="flex flex-col gap-6 border-t border-hairline pt-6">
      {isDone && (
        <div className="flex flex-wrap items-center gap-4">
          <StatusMark meaning="done" label={t("learning.done")} />
          {!isDeleted && (
            <Button
              look="quiet"
              size="small"
              busy={save.isPending}
              onClick={() => save.mutate("in_progress")}
            >
              {t("learning.markNotDone")}
            </Button>
          )}
        </div>
      )}
      {!isDone && !isDeleted && (
        <Button look="primary" className="self-start" busy={save.isPending} onClick={finish}>
          <Check size={16} aria-hidden />
          {next ? t("learning.markDoneNext") : t("learning.markDone")}
        </Button>
      )}
      <nav aria-label={t("learning.nav")} className="flex flex-wrap justify-between gap-4">
        <Neighbour roadmap={roadmap} concept={previous} direction="previous" />
        <Neighbour roadmap={roadmap} concept={next} direction="next" />
      </nav>
    </footer>
  );
}

interface NeighbourProps {
  roadmap: Roadmap;
  concept: Concept | undefined;
  direction: "previous" | "next";
}

function Neighbour({ roadmap, concept, direction }: NeighbourProps) {
  const t = useT();
  if (concept === undefined) return <span />;
  const isNext = direction === "next";
  return (
    <Link
      to={CONCEPT}
      params={{ roadmapId: roadmap.roadmap_id, conceptId: concept.concept_id }}
      rel={isNext ? "next" : "prev"}
      className={`flex min-w-0 items-center gap-2 rounded-card py-2 hover:text-accent ${isNext ? "text-right" : ""}`}
    >
      {!isNext && <ArrowLeft size={16} aria-hidden className="shrink-0" />}
      <span className="min-w-0">
        <span className="block text-fine text-muted">{t(`learning.${direction}`)}</span>
        {concept.name}
      </span>
      {isNext && <ArrowRight size={16} aria-hidden className="shrink-0" />}
    </Link>
  );
}
