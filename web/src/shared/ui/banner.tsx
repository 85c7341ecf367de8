import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";
import type { Meaning } from "./status-mark";
import { StatusMark } from "./status-mark";

type Tone = Extract<Meaning, "done" | "running" | "needs_you" | "failed" | "waiting" | "cancelled">;

const TONES: Record<Tone, string> = {
  done: "bg-done-wash",
  running: "bg-running-wash",
  needs_you: "bg-needs-wash",
  failed: "bg-failed-wash",
  waiting: "bg-sunken",
  cancelled: "bg-sunken",
};

interface Props {
  tone: Tone;
  children: ReactNode;
  /** The word for the shape in front; the tone's own when absent. */
  label?: string;
  action?: ReactNode;
  className?: string;
}

/** A line across the column, for something true of the whole page. */
export function Banner({ tone, children, label, action, className }: Props) {
  return (
    <div
      role="status"
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card px-4 py-3",
        TONES[tone],
        className,
      )}
    >
      <StatusMark meaning={tone} labelHidden {...(label !== undefined && { label })} />
      <div className="min-w-0 flex-1 basis-60">{children}</div>
      {action}
    </div>
  );
}
