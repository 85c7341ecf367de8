import { ChevronDown, Redo2 } from "lucide-react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { useNow } from "@/shared/lib/use-now";
import { StatusMark } from "@/shared/ui/status-mark";
import { placeOnTrail, type Spent, spentAt, type TrailBranch, type TrailNode } from "../trail";

const QUIET = new Set(["waiting", "skipped"]);

function Time({ spent, now }: { spent: Spent; now: number }) {
  const { formatDuration } = useFormat();
  const ms = spentAt(spent, now);
  // Less than a twentieth of a second is no time that means anything.
  if (ms < 50 && spent.since === null) return null;
  // While it runs, tenths of a second would only flicker.
  const shown = spent.since === null ? ms : Math.max(1000, Math.round(ms / 1000) * 1000);
  return <span className="figures shrink-0 text-fine text-muted">{formatDuration(shown)}</span>;
}

/** The way back: a loop beside the line, quiet until it is walked. */
function Branch({ branch, now }: { branch: TrailBranch; now: number }) {
  const t = useT();
  const used = branch.rounds > 0 || branch.meaning === "running";
  const words =
    used || branch.kind === "critic"
      ? t(`live.branch.${branch.kind}`)
      : t(`live.branch.${branch.kind}Unused`);
  return (
    <div className={cx("mt-1.5 flex items-center gap-1.5 text-fine", used ? "text-ink" : "text-muted")}>
      <Redo2
        size={16}
        strokeWidth={1.75}
        aria-hidden
        className={cx("shrink-0 -scale-x-100", branch.meaning === "running" && "text-running")}
      />
      <span className="flex-1">
        {words}
        {branch.rounds > 0 && (
          <span className="figures text-muted"> · {t("live.branch.rounds", { count: branch.rounds })}</span>
        )}
        {branch.meaning === "running" && (
          <StatusMark meaning="running" labelHidden size={12} className="ml-1.5 align-middle" />
        )}
      </span>
      <Time spent={branch.spent} now={now} />
    </div>
  );
}

function Step({ node, now, isLast }: { node: TrailNode; now: number; isLast: boolean }) {
  const t = useT();
  const quiet = QUIET.has(node.meaning);
  const here = node.meaning === "running" || node.meaning === "needs_you";
  return (
    <li aria-current={here ? "step" : undefined} className="relative flex gap-3 pb-4 last:pb-0">
      {!isLast && (
        <span
          aria-hidden
          className={cx(
            "absolute top-5 bottom-0 left-[7px] border-l-2",
            node.meaning === "done" ? "border-accent" : "border-dashed border-hairline",
          )}
        />
      )}
      <StatusMark meaning={node.meaning} labelHidden className="z-10 mt-0.5 self-start bg-paper" />
      <div className="min-w-0 flex-1">
        <div className={cx("flex items-baseline gap-2", here && "font-medium")}>
          <span className={cx("flex-1", quiet && "text-muted")}>{t(`live.step.${node.step}`)}</span>
          <Time spent={node.spent} now={now} />
        </div>
        {node.branches.map((branch) => (
          <Branch key={branch.kind} branch={branch} now={now} />
        ))}
      </div>
    </li>
  );
}

/** The steps of the run as a vertical line, with both ways back and the time spent on each. */
function Trail({ nodes }: { nodes: readonly TrailNode[] }) {
  const t = useT();
  const moving = nodes.some(
    ({ spent, branches }) => spent.since !== null || branches.some((one) => one.spent.since !== null),
  );
  const now = useNow(moving);
  return (
    <ol aria-label={t("live.trail")} className="flex flex-col">
      {nodes.map((node, index) => (
        <Step key={node.step} node={node} now={now} isLast={index === nodes.length - 1} />
      ))}
    </ol>
  );
}

interface RunTrailProps {
  nodes: readonly TrailNode[];
  /** On a phone it folds into one line. */
  folded: boolean;
}

export function RunTrail({ nodes, folded }: RunTrailProps) {
  const t = useT();
  if (!folded) return <Trail nodes={nodes} />;
  const place = placeOnTrail(nodes);
  const here = nodes[place - 1];
  return (
    <details className="rounded-card border border-hairline px-4">
      <summary className="flex min-h-11 items-center gap-2">
        {here && <StatusMark meaning={here.meaning} labelHidden />}
        <span className="flex-1">{here && t(`live.step.${here.step}`)}</span>
        <span className="figures text-fine text-muted">
          {t("live.trail.place", { step: place, total: nodes.length })}
        </span>
        <ChevronDown size={16} aria-hidden className="shrink-0 text-muted" />
      </summary>
      <div className="pt-2 pb-4">
        <Trail nodes={nodes} />
      </div>
    </details>
  );
}
