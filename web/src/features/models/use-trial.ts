/** Trying a provider out: when asked, and by itself after it was saved. */
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { ModelTrial, Provider } from "@/shared/api/types";
import { listedModelsQuery, tryProvider } from "./queries";

export type Trying = UseMutationResult<ModelTrial, Error, void>;

export function useTrial({ provider_id }: Provider, trials: number): Trying {
  const client = useQueryClient();
  const trial = useMutation({
    mutationFn: () => tryProvider(provider_id, undefined),
    onSuccess: ({ models }) => {
      // What it lists has come with the answer: the choice below need not ask for it again.
      if (models.length > 0) client.setQueryData(listedModelsQuery(provider_id).queryKey, { items: models });
    },
  });
  const done = useRef(0);
  const { mutate } = trial;
  useEffect(() => {
    if (trials > done.current) {
      done.current = trials;
      mutate();
    }
  }, [trials, mutate]);
  return trial;
}
