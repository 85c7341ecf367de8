import { useState } from "react";
import type { Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { findConcept } from "@/shared/lib/roadmap-order";
import { Dialog } from "@/shared/ui/dialog";
import { WhyHere } from "@/shared/ui/why-here";
import type { Part } from "../part";

interface Props {
  roadmap: Roadmap;
  part: Part;
  onClose: () => void;
}

/** Why a concept is in the plan as it stands, and from there why others are. */
export function WhyDialog({ roadmap, part, onClose }: Props) {
  const t = useT();
  const [conceptId, setConceptId] = useState(part.id);
  const concept = findConcept(roadmap, conceptId);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={concept?.name ?? part.name}
      description={concept?.description || t("why.open")}
    >
      <WhyHere
        roadmapId={roadmap.roadmap_id}
        revision={roadmap.revision}
        conceptId={conceptId}
        onOpen={setConceptId}
      />
    </Dialog>
  );
}
