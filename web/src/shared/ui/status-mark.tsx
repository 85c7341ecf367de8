import type { ReactNode } from "react";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";

/** The meanings that have a shape, a colour and a word of their own. */
export type Meaning =
  | "done"
  | "running"
  | "needs_you"
  | "failed"
  | "waiting"
  | "skipped"
  | "cancelled"
  | "partial";

const COLOURS: Record<Meaning, string> = {
  done: "text-done",
  running: "text-running",
  needs_you: "text-needs",
  failed: "text-failed",
  waiting: "text-muted",
  skipped: "text-muted",
  cancelled: "text-muted",
  partial: "text-failed",
};

const stroke = { fill: "none", stroke: "currentColor", strokeWidth: 1.75, strokeLinecap: "round" } as const;
const cut = { fill: "none", stroke: "var(--paper)", strokeWidth: 1.75, strokeLinecap: "round" } as const;

const SHAPES: Record<Meaning, ReactNode> = {
  done: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path d="m4.8 8.2 2.2 2.2 4.2-4.6" {...cut} strokeLinejoin="round" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6" {...stroke} opacity="0.35" />
      <path d="M8 2a6 6 0 0 1 6 6" {...stroke} className="turn origin-center" />
    </>
  ),
  needs_you: <path d="m8 1.2 6.8 6.8L8 14.8 1.2 8Z" fill="currentColor" />,
  failed: (
    <>
      <path d="M8 1 15.2 14H.8Z" fill="currentColor" />
      <path d="M8 6v3.4m0 2.1v.1" {...cut} />
    </>
  ),
  waiting: <circle cx="8" cy="8" r="6" {...stroke} />,
  skipped: <path d="M3 8h10" {...stroke} />,
  cancelled: <rect x="2.5" y="2.5" width="11" height="11" rx="1.5" {...stroke} />,
  partial: (
    <>
      <circle cx="8" cy="8" r="6.1" {...stroke} />
      <path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor" />
    </>
  ),
};

interface Props {
  meaning: Meaning;
  /** Words in place of the meaning's own, such as "Waiting for your review". */
  label?: string;
  /** The words are read aloud only; for rows where the shape repeats. */
  labelHidden?: boolean;
  size?: number;
  className?: string;
}

/** A shape and a word; colour only repeats what they say. */
export function StatusMark({ meaning, label, labelHidden = false, size = 16, className }: Props) {
  const t = useT();
  const word = label ?? t(`status.${meaning}`);
  return (
    <span
      className={cx("inline-flex items-center gap-1.5", COLOURS[meaning], className)}
      title={labelHidden ? word : undefined}
    >
      <svg viewBox="0 0 16 16" width={size} height={size} className="shrink-0" aria-hidden>
        {SHAPES[meaning]}
      </svg>
      <span className={labelHidden ? "sr-only" : undefined}>{word}</span>
    </span>
  );
}
