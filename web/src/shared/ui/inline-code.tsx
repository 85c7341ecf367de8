import type { ReactNode } from "react";

/** Code within a sentence; its spaces are part of it. */
export function InlineCode({ children }: { children?: ReactNode }) {
  return (
    <code className="whitespace-pre-wrap rounded-small bg-sunken px-1 py-0.5 font-code text-[0.88em]">
      {children}
    </code>
  );
}
