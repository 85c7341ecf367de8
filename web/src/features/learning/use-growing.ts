import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { toProblem } from "@/shared/api/problem";
import { roadmapKeys } from "@/shared/api/roadmap-queries";
import type { GrowingText } from "@/shared/api/types";
import type { ConceptAddress } from "./queries";
import { type Growing, readGrowing } from "./version-queries";

/** After a failed look the next one waits this long; the text is a courtesy, and the part itself comes in any case. */
const AGAIN_MS = 3_000;

/** What there is of a tutorial while it is written; undefined before the first look. Once it is over the part is read. */
export function useGrowing({ roadmapId, conceptId }: ConceptAddress): GrowingText | undefined {
  const client = useQueryClient();
  const [seen, setSeen] = useState<GrowingText>();
  useEffect(() => {
    const stop = new AbortController();
    const pause = () => new Promise((go) => setTimeout(go, AGAIN_MS));
    const follow = async () => {
      let before: Growing | undefined;
      while (!stop.signal.aborted) {
        try {
          before = await readGrowing({ roadmapId, conceptId }, before, stop.signal);
        } catch (error) {
          // What is not there has no text that could grow.
          if (stop.signal.aborted || toProblem(error).status === 404) return;
          await pause();
          continue;
        }
        setSeen(before.text);
        if (before.text.state !== "over") continue;
        await client.invalidateQueries({ queryKey: roadmapKeys.all });
        return;
      }
    };
    void follow();
    return () => stop.abort();
  }, [client, roadmapId, conceptId]);
  return seen;
}
