import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { toProblem } from "@/shared/api/problem";
import type { Quiz, Resources, Tutorial, UnitKind, Versions } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { Dialog } from "@/shared/ui/dialog";
import { ProblemWords } from "@/shared/ui/problem-words";
import { Select } from "@/shared/ui/select";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { type ConceptAddress, quizQuery, resourcesQuery, tutorialQuery } from "../queries";
import { GuideChanges } from "./guide-changes";
import { QuizChangesList, ResourceChangesList } from "./list-changes";

interface Props {
  address: ConceptAddress;
  kind: UnitKind;
  versions: Versions;
  /** The version one looks at. */
  number: number;
  onClose: () => void;
}

/** What is different between a version and another; at first the one before it. */
export function ChangesDialog({ address, kind, versions, number, onClose }: Props) {
  const t = useT();
  const others = versions.versions.map(({ version }) => version).filter((version) => version !== number);
  const [chosen, setChosen] = useState(number > 1 ? number - 1 : (others[0] ?? number));
  const [before, after] = chosen < number ? [chosen, number] : [number, chosen];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t("versions.compare.title", { before, after })}
    >
      {others.length > 1 && (
        <Select
          label={t("versions.compare.with")}
          value={String(chosen)}
          options={others.map((version) => ({
            value: String(version),
            label: t("versions.compare.version", { number: version }),
          }))}
          onValueChange={(value) => setChosen(Number(value))}
        />
      )}
      <Compared {...{ address, kind, before, after }} />
    </Dialog>
  );
}

interface ComparedProps {
  address: ConceptAddress;
  kind: UnitKind;
  before: number;
  after: number;
}

function Compared({ address, kind, before, after }: ComparedProps) {
  switch (kind) {
    case "tutorial":
      return <Tutorials {...{ address, before, after }} />;
    case "quiz":
      return <Quizzes {...{ address, before, after }} />;
    case "resources":
      return <Links {...{ address, before, after }} />;
  }
}

type PairProps = Omit<ComparedProps, "kind">;

function Tutorials({ address, before, after }: PairProps) {
  const first = useQuery(tutorialQuery(address, before));
  const second = useQuery(tutorialQuery(address, after));
  return (
    <Both first={first} second={second}>
      {(one: Tutorial, other: Tutorial) => (
        <div lang={HTML_LANG[other.language]}>
          <GuideChanges before={one} after={other} />
        </div>
      )}
    </Both>
  );
}

function Quizzes({ address, before, after }: PairProps) {
  const first = useQuery(quizQuery(address, before));
  const second = useQuery(quizQuery(address, after));
  return (
    <Both first={first} second={second}>
      {(one: Quiz, other: Quiz) => <QuizChangesList before={one} after={other} />}
    </Both>
  );
}

function Links({ address, before, after }: PairProps) {
  const first = useQuery(resourcesQuery(address, before));
  const second = useQuery(resourcesQuery(address, after));
  return (
    <Both first={first} second={second}>
      {(one: Resources, other: Resources) => <ResourceChangesList before={one} after={other} />}
    </Both>
  );
}

interface Read<Data> {
  data: Data | undefined;
  error: Error | null;
}

interface BothProps<Data> {
  first: Read<Data>;
  second: Read<Data>;
  children: (before: Data, after: Data) => ReactNode;
}

/** Both versions, once they are there. */
function Both<Data>({ first, second, children }: BothProps<Data>) {
  const t = useT();
  if (first.data !== undefined && second.data !== undefined) return children(first.data, second.data);
  const error = first.error ?? second.error;
  if (error === null) return <SkeletonLines lines={8} />;
  return (
    <p role="alert" className="text-failed">
      {t("versions.compare.failed")}: <ProblemWords problem={toProblem(error)} />
    </p>
  );
}
