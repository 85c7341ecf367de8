import type { ReactNode } from "react";

interface Props {
  title: string;
  text?: string;
  /** The button that does what the text says. */
  action?: ReactNode;
}

export function EmptyState({ title, text, action }: Props) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 py-16 text-center">
      <p className="text-title font-semibold">{title}</p>
      {text && <p className="text-muted">{text}</p>}
      {action}
    </div>
  );
}
