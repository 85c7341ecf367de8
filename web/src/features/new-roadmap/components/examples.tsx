import { useId } from "react";
import { useT } from "@/shared/i18n/i18n";

const EXAMPLES = ["new.example.1", "new.example.2", "new.example.3", "new.example.4"] as const;

export function Examples({ onChoose }: { onChoose: (goal: string) => void }) {
  const t = useT();
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-1">
      <h2 id={heading} className="text-fine text-muted">
        {t("new.examples")}
      </h2>
      <ul className="-mx-2 flex flex-col">
        {EXAMPLES.map((key) => (
          <li key={key}>
            <button
              type="button"
              onClick={() => onChoose(t(key))}
              className="min-h-9 rounded-card px-2 py-1 text-left text-accent transition-colors duration-150 hover:bg-accent-wash"
            >
              {t(key)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
