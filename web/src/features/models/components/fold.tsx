import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  title: string;
  children: ReactNode;
  /** It cannot be folded: something in it wants to be seen. */
  isHeldOpen?: boolean;
}

/** What most people need not see. */
export function Fold({ title, children, isHeldOpen = false }: Props) {
  return (
    <details className="group" {...(isHeldOpen && { open: true })}>
      <summary className="-ml-1 inline-flex min-h-8 cursor-pointer items-center gap-1 rounded-card text-fine text-muted hover:text-ink">
        <ChevronRight
          size={16}
          aria-hidden
          className="transition-transform duration-150 group-open:rotate-90"
        />
        {title}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
