/** A concept to put in: found in the catalog, or of one's own. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CatalogConcept, Operation, Roadmap } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { cx } from "@/shared/lib/cx";
import { useDebounced } from "@/shared/lib/use-debounced";
import { Select } from "@/shared/ui/select";
import { TextField } from "@/shared/ui/text-field";
import { allParts, findPlace, type Outline, type Part } from "../part";
import { conceptSearchQuery } from "../queries";
import { EditDialog, type EditDialogProps } from "./edit-dialog";
import { HoursField, readHours } from "./number-field";

type Source = "catalog" | "own";

interface Place {
  value: string;
  label: string;
  into: { into_id: string; position?: number } | undefined;
}

/** Where it can go: where it fits, right behind the part it was opened at, or at the end of any module. */
function usePlaces(outline: Outline, part: Part | undefined): readonly Place[] {
  const t = useT();
  const modules = allParts(outline).filter(({ kind }) => kind === "module");
  const places: Place[] = [{ value: "fits", label: t("edit.add.fits"), into: undefined }];
  const after = part?.kind === "concept" ? findPlace(outline, part.id) : undefined;
  if (after?.parent)
    places.push({
      value: "after",
      label: t("edit.add.after", { name: after.part.name }),
      into: {
        into_id: after.parent.id,
        position: after.siblings.findIndex(({ id }) => id === after.part.id) + 1,
      },
    });
  for (const { id, name } of modules)
    places.push({ value: id, label: t("edit.add.endOf", { name }), into: { into_id: id } });
  return places;
}

const SOURCES = ["catalog", "own"] as const;

export function AddDialog({ editor, roadmap, part, onClose }: EditDialogProps & { part: Part | undefined }) {
  const t = useT();
  const [source, setSource] = useState<Source>("catalog");
  const [found, setFound] = useState<CatalogConcept>();
  const [name, setName] = useState("");
  const [hours, setHours] = useState("2");
  const places = usePlaces(editor.outline, part);
  const [where, setWhere] = useState(
    part?.kind === "concept" ? "after" : part?.kind === "module" ? part.id : "fits",
  );
  const into = places.find(({ value }) => value === where)?.into;
  const typical = readHours(hours);
  const operation = (): Operation | undefined => {
    if (source === "catalog") return found && { kind: "add", source, concept_id: found.concept_id, ...into };
    if (name.trim() === "" || typical === undefined) return undefined;
    return { kind: "add", source, name: name.trim(), hours: typical, ...into };
  };
  return (
    <EditDialog
      title={t("edit.add.title")}
      confirm={t("edit.add.confirm")}
      editor={editor}
      operation={operation()}
      onClose={onClose}
    >
      <fieldset className="flex flex-wrap gap-x-6 gap-y-1">
        <legend className="sr-only">{t("edit.add.source")}</legend>
        {SOURCES.map((one) => (
          <label key={one} className="flex min-h-8 cursor-pointer items-center gap-2">
            <input
              type="radio"
              name="source"
              checked={source === one}
              onChange={() => setSource(one)}
              className="size-4 accent-accent"
            />
            {t(`edit.add.${one}`)}
          </label>
        ))}
      </fieldset>
      {source === "catalog" ? (
        <CatalogSearch roadmap={roadmap} outline={editor.outline} chosen={found} onChoose={setFound} />
      ) : (
        <>
          <TextField
            label={t("edit.add.name")}
            hint={t("edit.add.ownHint")}
            maxLength={200}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <HoursField label={t("edit.hours.field")} value={hours} onValueChange={setHours} />
        </>
      )}
      <Select
        label={t("edit.add.where")}
        value={where}
        options={places.map(({ value, label }) => ({ value, label }))}
        onValueChange={setWhere}
      />
    </EditDialog>
  );
}

interface SearchProps {
  roadmap: Roadmap;
  outline: Outline;
  chosen: CatalogConcept | undefined;
  onChoose: (concept: CatalogConcept | undefined) => void;
}

const TYPING_MS = 150;
const KNOWN = new Set(["known", "implied_by_known", "level"]);

function CatalogSearch({ roadmap, outline, chosen, onChoose }: SearchProps) {
  const t = useT();
  const { formatHours } = useFormat();
  const [words, setWords] = useState("");
  const typed = useDebounced(words.trim(), TYPING_MS);
  const language = roadmap.language === "zh" ? "zh" : "en";
  const { data = [], isFetched } = useQuery({
    ...conceptSearchQuery(typed, language),
    enabled: typed !== "",
  });
  const results = typed === "" ? [] : data;
  const known = new Set(
    roadmap.pruned.filter(({ why }) => KNOWN.has(why)).map(({ concept_id }) => concept_id),
  );
  const nothing = typed !== "" && isFetched && results.length === 0;
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <TextField
        label={t("edit.add.search")}
        hint={t("edit.add.hint")}
        type="search"
        autoFocus
        autoComplete="off"
        maxLength={200}
        value={words}
        onChange={(event) => {
          setWords(event.target.value);
          onChoose(undefined);
        }}
      />
      <p role="status" className={nothing ? "text-fine text-muted" : "sr-only"}>
        {nothing ? t("edit.add.nothing") : typed !== "" && t("edit.add.found", { count: results.length })}
      </p>
      {results.length > 0 && (
        <fieldset className="max-h-72 overflow-y-auto border-y border-hairline">
          <legend className="sr-only">{t("edit.add.results")}</legend>
          {results.map((one) => {
            const isThere = findPlace(outline, one.concept_id) !== undefined;
            const notes = [
              formatHours(one.hours),
              isThere && t("edit.add.there"),
              !isThere && known.has(one.concept_id) && t("edit.add.known"),
            ].filter((note) => typeof note === "string");
            return (
              <label
                key={one.concept_id}
                className={cx(
                  "flex items-start gap-2 border-b border-hairline py-1.5 last:border-b-0",
                  isThere ? "text-muted" : "cursor-pointer hover:bg-sunken",
                )}
              >
                <input
                  type="radio"
                  name="concept"
                  disabled={isThere}
                  checked={chosen?.concept_id === one.concept_id}
                  onChange={() => onChoose(one)}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <span className="min-w-0">
                  {one.name}
                  <span className="figures ml-2 text-fine text-muted">{notes.join(" · ")}</span>
                  <span className="block text-fine text-muted">{one.summary}</span>
                </span>
              </label>
            );
          })}
        </fieldset>
      )}
      {chosen && <p className="text-fine text-muted">{t("edit.add.along")}</p>}
    </div>
  );
}
