/** Choosing concepts of the plan by ticking them; a long plan is narrowed by typing. */
import { type ReactNode, useState } from "react";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Checkbox } from "@/shared/ui/checkbox";
import { TextField } from "@/shared/ui/text-field";
import type { Part } from "../part";

interface Props {
  label: string;
  concepts: readonly Part[];
  chosen: ReadonlySet<string>;
  onChoose: (id: string, chosen: boolean) => void;
  /** Why a concept cannot be chosen; undefined when it can. */
  obstacle?: (concept: Part) => string | undefined;
  /** What is worth knowing of one that can. */
  note?: (concept: Part) => string | undefined;
  /** What belongs to a chosen one. */
  below?: (concept: Part) => ReactNode;
}

export function ConceptChoice({ label, concepts, chosen, onChoose, obstacle, note, below }: Props) {
  const t = useT();
  const { formatHours } = useFormat();
  const [filter, setFilter] = useState("");
  const typed = filter.trim().toLocaleLowerCase();
  const shown = concepts.filter(({ id, name }) => chosen.has(id) || name.toLocaleLowerCase().includes(typed));
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="sr-only">{label}</legend>
      <TextField
        label={t("edit.dialog.filter")}
        type="search"
        autoFocus
        autoComplete="off"
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keys. */}
      <ul tabIndex={0} className="max-h-64 overflow-y-auto border-y border-hairline" aria-label={label}>
        {shown.map((concept) => {
          const why = obstacle?.(concept);
          const said = why ?? note?.(concept);
          return (
            <li key={concept.id} className="border-b border-hairline last:border-b-0">
              <Checkbox
                checked={chosen.has(concept.id)}
                disabled={why !== undefined}
                onCheckedChange={(checked) => onChoose(concept.id, checked)}
                label={
                  <span className={why === undefined ? "" : "text-muted"}>
                    {concept.name}
                    <span className="figures ml-2 text-fine text-muted">
                      {[formatHours(concept.hours), said].filter(Boolean).join(" · ")}
                    </span>
                  </span>
                }
              />
              {chosen.has(concept.id) && below?.(concept)}
            </li>
          );
        })}
        {shown.length === 0 && <li className="py-2 text-fine text-muted">{t("edit.dialog.noMatch")}</li>}
      </ul>
    </fieldset>
  );
}
