import { useT } from "@/shared/i18n/i18n";
import { FilterChip } from "@/shared/ui/chip";
import { FILTERS, type Filter } from "../filters";

interface Props {
  chosen: Filter | undefined;
  onChoose: (filter: Filter | undefined) => void;
}

export function StatusFilter({ chosen, onChoose }: Props) {
  const t = useT();
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t("tasks.filter.label")}</legend>
      <FilterChip pressed={chosen === undefined} onClick={() => onChoose(undefined)}>
        {t("tasks.filter.all")}
      </FilterChip>
      {FILTERS.map((filter) => (
        <FilterChip key={filter} pressed={chosen === filter} onClick={() => onChoose(filter)}>
          {t(`tasks.filter.${filter}`)}
        </FilterChip>
      ))}
    </fieldset>
  );
}
