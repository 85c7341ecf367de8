import type { KeyboardEvent } from "react";
import { type MessageKey, useT } from "@/shared/i18n/i18n";
import type { GoalDraft } from "@/shared/lib/goal-draft";
import { Button } from "@/shared/ui/button";
import { Checkbox } from "@/shared/ui/checkbox";
import type { Source, Understood } from "../understood";
import { DeadlineField, type FieldsProps, HoursField, KnownField, LevelField } from "./fields";

export type ChipName = "goals" | "hours" | "deadline" | "level" | "known" | "placed" | "leaveOut";

interface Props extends FieldsProps {
  id: string;
  name: ChipName;
  understood: Understood;
  onClose: () => void;
}

/** What gives the sentence its say again. */
const RESET: Record<ChipName, Partial<GoalDraft>> = {
  goals: { goals: [] },
  hours: { hours: "" },
  deadline: { deadline: "" },
  level: { level: "" },
  known: { known: "" },
  placed: { placed: [] },
  leaveOut: { leaveOut: [] },
};

/** What is not in the sentence has a word of its own for being taken back. */
const OWN_RESET: Partial<Record<ChipName, "new.edit.keepAll" | "place.forget">> = {
  leaveOut: "new.edit.keepAll",
  placed: "place.forget",
};

const SOURCE_TEXTS: Partial<Record<Source, Extract<MessageKey, `new.source.${string}`>>> = {
  read: "new.source.read",
  assumed: "new.source.assumed",
  explicit: "new.source.explicit",
};

/** Goals to go on with: those found in the sentence, of which some may be left out. */
function GoalChoice({ draft, onChange, understood }: Props) {
  const t = useT();
  const chosen = understood.goals.value;
  const all = [...new Map([...draft.goals, ...chosen].map((goal) => [goal.id, goal])).values()];
  return (
    <fieldset>
      <legend className="text-fine font-medium">{t("new.edit.goals")}</legend>
      {all.map((goal, index) => (
        <Checkbox
          key={goal.id}
          label={goal.name}
          autoFocus={index === 0}
          checked={chosen.some(({ id }) => id === goal.id)}
          disabled={chosen.length === 1 && chosen[0]?.id === goal.id}
          onCheckedChange={(checked) =>
            onChange({ goals: checked ? [...chosen, goal] : chosen.filter(({ id }) => id !== goal.id) })
          }
        />
      ))}
      <p className="text-fine text-muted">{t("new.edit.goalsHint")}</p>
    </fieldset>
  );
}

function LeaveOutList({ draft }: Props) {
  const t = useT();
  return (
    <div className="flex flex-col gap-2">
      <p className="text-fine text-muted">{t("new.edit.leaveOut")}</p>
      <ul className="list-disc pl-5">
        {draft.leaveOut.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </div>
  );
}

/** What the quiz found; what loses its tick is taught after all. */
function PlacedList({ draft, onChange }: Props) {
  const t = useT();
  return (
    <fieldset>
      <legend className="text-fine font-medium">{t("place.chipEdit")}</legend>
      <div className="max-h-72 overflow-y-auto">
        {draft.placed.map(({ id, name }, index) => (
          <Checkbox
            key={id}
            label={name}
            autoFocus={index === 0}
            checked
            onCheckedChange={() => onChange({ placed: draft.placed.filter((one) => one.id !== id) })}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Editor(props: Props) {
  switch (props.name) {
    case "goals":
      return <GoalChoice {...props} />;
    case "hours":
      return <HoursField {...props} autoFocus />;
    case "deadline":
      return <DeadlineField {...props} autoFocus />;
    case "level":
      return <LevelField {...props} autoFocus />;
    case "known":
      return <KnownField {...props} autoFocus />;
    case "placed":
      return <PlacedList {...props} />;
    case "leaveOut":
      return <LeaveOutList {...props} />;
  }
}

export function ChipEditor(props: Props) {
  const t = useT();
  const { id, name, understood, onChange, onClose } = props;
  const isOwn = name === "leaveOut" || name === "placed";
  const source = isOwn ? "explicit" : understood[name].source;
  // What is known adds up with the sentence, which its own hint says.
  const about = isOwn || name === "known" ? undefined : SOURCE_TEXTS[source];
  const onKeyDown = (event: KeyboardEvent) => {
    const inTextArea = event.target instanceof HTMLTextAreaElement;
    const submits = event.ctrlKey || event.metaKey;
    if (event.key !== "Escape" && (event.key !== "Enter" || inTextArea || submits)) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that the fields inside bubble up.
    <div
      id={id}
      onKeyDown={onKeyDown}
      className="arrive flex max-w-md flex-col gap-3 rounded-card border border-hairline bg-raised p-4"
    >
      <Editor {...props} />
      {about && <p className="text-fine text-muted">{t(about)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button look="secondary" size="small" onClick={onClose}>
          {t("new.edit.done")}
        </Button>
        {source === "explicit" && (
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              onChange(RESET[name]);
              onClose();
            }}
          >
            {t(OWN_RESET[name] ?? "new.source.reset")}
          </Button>
        )}
      </div>
    </div>
  );
}
