/** Why a concept is in a roadmap, and why in its place, in words. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { whyQuery } from "@/shared/api/roadmap-queries";
import type { Why } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { ErrorState } from "./error-state";
import { InlineText } from "./inline-text";
import { Part } from "./part";
import { SkeletonLines } from "./skeleton";

type NeededFor = Why["needed_for"][number];

interface Props {
  roadmapId: string;
  revision: number;
  conceptId: string;
  onOpen: (conceptId: string) => void;
}

export function WhyHere({ roadmapId, revision, conceptId, onOpen }: Props) {
  const t = useT();
  const { data, error, refetch } = useQuery(whyQuery(roadmapId, revision, conceptId));
  if (error) return <ErrorState title={t("why.failed")} error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <SkeletonLines lines={4} />;
  return (
    <>
      <Part title={t("why.here")}>
        <div className="flex flex-col gap-2">
          {data.needed_for.map((one) => (
            <Reason key={one.goal_id ?? "named"} reason={one} onOpen={onOpen} />
          ))}
          {data.needed_for.length === 0 && <p>{withoutGoal(data, t)}</p>}
        </div>
      </Part>
      <Part title={t("why.place")}>
        <PlaceInOrder why={data} onOpen={onOpen} />
      </Part>
    </>
  );
}

/** Roadmaps made before their goals were kept say what their edges say. */
function withoutGoal(why: Why, t: ReturnType<typeof useT>): string {
  if (why.is_explained) return t("why.none");
  return why.unlocks.length > 0 ? t("why.unlocks", { count: why.unlocks.length }) : t("why.last");
}

function Reason({ reason, onOpen }: { reason: NeededFor; onOpen: Props["onOpen"] }) {
  const t = useT();
  const { chain, goal_name: goal, weight } = reason;
  const target = chain.at(-1);
  if (target === undefined) return <p>{t(`why.${weight}`, { goal })}</p>;
  return (
    <div>
      <p>{t(`why.chain.${weight}`, { goal, target: target.name })}</p>
      <ol className="mt-1 flex flex-col gap-1 border-l-2 border-hairline pl-3">
        {chain.map(({ concept_id, name, why }) => (
          <li key={concept_id}>
            <Concept id={concept_id} name={name} onOpen={onOpen} />
            <Because text={why} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function PlaceInOrder({ why, onOpen }: { why: Why; onOpen: Props["onOpen"] }) {
  const t = useT();
  const { not_before: before, not_after: after } = why;
  const bound = (key: "why.notBefore" | "why.notAfter", at: NonNullable<typeof before>) => (
    <div>
      <p>{around(t(key, { name: MARK }), <Concept id={at.concept_id} name={at.name} onOpen={onOpen} />)}</p>
      <Because text={at.why} />
    </div>
  );
  return (
    <div className="flex flex-col gap-2">
      {before ? bound("why.notBefore", before) : <p>{t("why.notBefore.free")}</p>}
      {after ? bound("why.notAfter", after) : <p>{t("why.notAfter.free")}</p>}
      <p>{t("why.module", { module: why.module_name })}</p>
    </div>
  );
}

/** Stands in a sentence where a link comes; a private character, which no name has. */
const MARK = "\uE000";

/** The sentence with the node in place of the mark, wherever the language puts it. */
function around(sentence: string, node: ReactNode): ReactNode {
  const [head, tail] = sentence.split(MARK);
  return (
    <>
      {head}
      {node}
      {tail}
    </>
  );
}

function Concept({ id, name, onOpen }: { id: string; name: string; onOpen: Props["onOpen"] }) {
  return (
    <button type="button" className="link text-left" onClick={() => onOpen(id)}>
      {name}
    </button>
  );
}

function Because({ text }: { text: string }) {
  return (
    text && (
      <p className="text-fine">
        <InlineText text={text} />
      </p>
    )
  );
}
