import type { ReactNode } from "react";

/** A titled part of a drawer. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <div className="text-muted">{children}</div>
    </section>
  );
}
