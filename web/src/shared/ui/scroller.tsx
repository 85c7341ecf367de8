import type { ReactNode } from "react";
import { cx } from "@/shared/lib/cx";

/** Something that may be wider than its column. It takes the focus, so that it can be scrolled with the keyboard. */
export function Scroller({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable (WCAG 2.1.1).
      tabIndex={0}
      className={cx("overflow-x-auto", className)}
    >
      {children}
    </div>
  );
}
