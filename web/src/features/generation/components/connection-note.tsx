import { useT } from "@/shared/i18n/i18n";
import { useDebounced } from "@/shared/lib/use-debounced";
import type { TaskStream } from "@/shared/realtime/task-stream";
import { Banner } from "@/shared/ui/banner";
import { Button } from "@/shared/ui/button";

const PATIENCE_MS = 1500;
const GOOD = new Set<TaskStream["connection"]["phase"]>(["live", "ended", "idle"]);

/** Says how the connection is, only when it has not been good for a while. */
export function ConnectionNote({ connection }: { connection: TaskStream["connection"] }) {
  const t = useT();
  const isOff = !GOOD.has(connection.phase);
  const hasBeenOff = useDebounced(isOff, PATIENCE_MS);
  if (connection.phase === "blocked")
    return (
      <Banner
        tone="failed"
        action={
          <Button size="small" onClick={() => location.reload()}>
            {t("live.connection.reload")}
          </Button>
        }
      >
        {t("live.connection.blocked", {
          reason: connection.error?.message || connection.error?.code || "",
        })}
      </Banner>
    );
  if (!isOff || !hasBeenOff) return null;
  return (
    <Banner tone="waiting">
      {t(connection.phase === "backoff" ? "live.connection.lost" : "live.connection.connecting")}
    </Banner>
  );
}
