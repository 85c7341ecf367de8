/** The placement quiz: the answers so far are kept here, the server asks and concludes. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, unwrap } from "@/shared/api/client";
import type { GoalRequest, PlacementAnswer, PlacementStep } from "@/shared/api/types";

const MOST_SEEDS = 2 ** 31;

export interface PlacementQuiz {
  step: PlacementStep | undefined;
  error: Error | null;
  /** The step shown is the one before the next. */
  isBusy: boolean;
  answer: (optionId: string | null) => void;
  /** Ask nothing more. */
  finish: () => void;
  again: () => void;
  retry: () => void;
}

/** A quiz about a goal; what the goal says is known is not asked about. */
export function usePlacement(goal: GoalRequest): PlacementQuiz {
  const [seed, setSeed] = useState(() => Math.floor(Math.random() * MOST_SEEDS));
  const [answers, setAnswers] = useState<readonly PlacementAnswer[]>([]);
  const [isFinished, setFinished] = useState(false);
  const body = { goal, answers: [...answers], seed, finish: isFinished };
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["placement", body],
    queryFn: () => unwrap(api.POST("/placement", { body })),
    // The same answers always give the same step.
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: 1,
  });
  const question = data?.question;
  return {
    step: data,
    error,
    isBusy: isFetching,
    answer: (optionId) => {
      if (!question || isFetching) return;
      const { concept_id, item_id } = question;
      setAnswers([...answers, { concept_id, item_id, option_id: optionId }]);
    },
    finish: () => setFinished(true),
    again: () => {
      setAnswers([]);
      setFinished(false);
      setSeed(Math.floor(Math.random() * MOST_SEEDS));
    },
    retry: () => void refetch(),
  };
}
