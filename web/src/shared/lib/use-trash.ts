/** Moving a roadmap to the trash and back. Both are harmless when repeated, so neither needs a key of its own. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { restoreRoadmap, roadmapKeys, trashRoadmap } from "@/shared/api/roadmap-queries";
import { taskKeys } from "@/shared/api/task-queries";
import type { RoadmapSummary } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { showToast } from "@/shared/ui/toast";

/** After either, lists and pages show another roadmap, and its task may have been cancelled. */
function useReadAgain() {
  const client = useQueryClient();
  return () => {
    client.invalidateQueries({ queryKey: taskKeys.all });
    return client.invalidateQueries({ queryKey: roadmapKeys.all });
  };
}

export function useRestore() {
  const t = useT();
  const readAgain = useReadAgain();
  return useMutation({
    mutationFn: (roadmapId: string) => restoreRoadmap(roadmapId),
    onSuccess: async ({ title }: RoadmapSummary) => {
      await readAgain();
      showToast("success", t("trash.restored", { title }));
    },
    onError: () => {
      showToast("error", t("trash.restoreFailed"));
      readAgain();
    },
  });
}

export function useTrash() {
  const t = useT();
  const readAgain = useReadAgain();
  const restore = useRestore();
  return useMutation({
    mutationFn: (roadmapId: string) => trashRoadmap(roadmapId),
    onSuccess: async ({ roadmap_id, title }: RoadmapSummary) => {
      await readAgain();
      showToast("success", t("trash.moved", { title }), {
        label: t("trash.undo"),
        onPress: () => restore.mutate(roadmap_id),
      });
    },
    onError: () => {
      showToast("error", t("trash.moveFailed"));
      readAgain();
    },
  });
}
