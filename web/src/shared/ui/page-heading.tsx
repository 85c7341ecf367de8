import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { useT } from "@/shared/i18n/i18n";
import { noteNavigation, takeNavigation } from "@/shared/lib/navigation-focus";

interface Props {
  title: string;
  /** What the browser's tab says, when it is not the heading itself. */
  tabTitle?: string;
  /** Shown in place of the plain title. */
  children?: ReactNode;
  /** A page that puts the focus elsewhere, such as into its one box, says no. */
  takesFocus?: boolean;
  className?: string;
}

/** The one `h1` of a page: names the tab, and takes the focus after a navigation, so that a screen reader starts there. */
export function PageHeading({ title, tabTitle = title, children, takesFocus = true, className }: Props) {
  const t = useT();
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useLocation({ select: (location) => location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what a new page means here.
  useEffect(() => {
    if (takeNavigation() && takesFocus) heading.current?.focus();
  }, [path, takesFocus]);
  // A page that was loading hands the focus on to the heading that takes its place.
  useLayoutEffect(() => {
    const element = heading.current;
    return () => {
      if (element !== null && document.activeElement === element) noteNavigation();
    };
  }, []);
  const tab = t("app.title", { page: tabTitle });
  useEffect(() => {
    document.title = tab;
  }, [tab]);
  return (
    <h1 ref={heading} tabIndex={-1} className={className ?? "text-title font-semibold"}>
      {children ?? title}
    </h1>
  );
}
