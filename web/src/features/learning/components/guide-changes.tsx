import { useMemo } from "react";
import type { Tutorial } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { cx } from "@/shared/lib/cx";
import type { Block } from "../blocks";
import { compareTutorials, type Piece, type ProseChange } from "../compare";

/** A guide with what was added, left out and put in other words, paragraph by paragraph. */
export function GuideChanges({ before, after }: { before: Tutorial; after: Tutorial }) {
  const t = useT();
  const changes = useMemo(() => compareTutorials(before, after), [before, after]);
  if (changes.every(({ type }) => type === "same"))
    return <p className="text-muted">{t("versions.compare.none")}</p>;
  return (
    <ol className="flex flex-col gap-3 font-read text-body leading-relaxed">
      {changes.map((change, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the changes between two versions never move.
        <li key={index} className="min-w-0">
          <Change change={change} />
        </li>
      ))}
    </ol>
  );
}

const WASHES = { added: "bg-done-wash", removed: "bg-failed-wash", changed: "bg-sunken" } as const;

function Change({ change }: { change: ProseChange }) {
  const t = useT();
  if (change.type === "same")
    return (
      <p className="border-l-2 border-hairline pl-3 font-ui text-fine text-muted">
        {t("versions.compare.same", { count: change.count })}
      </p>
    );
  return (
    <div className={cx("flex flex-col gap-2 rounded-card p-3", WASHES[change.type])}>
      <p className="font-ui text-fine text-muted">{t(`versions.compare.${change.type}`)}</p>
      {change.type === "changed" ? (
        <Text kind={change.kind}>
          {change.pieces.map((piece, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a paragraph never move.
            <PieceText key={index} piece={piece} />
          ))}
        </Text>
      ) : (
        change.blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the paragraphs of a change never move.
          <Text key={index} kind={block.kind}>
            <PieceText piece={{ text: block.text, only: change.type === "added" ? "after" : "before" }} />
          </Text>
        ))
      )}
    </div>
  );
}

/** Markdown as it was written: what has changed may be a sign of it. */
function Text({ kind, children }: { kind: Block["kind"]; children: React.ReactNode }) {
  return (
    <p
      className={cx(
        "break-words whitespace-pre-wrap",
        kind === "code" && "font-code text-fine",
        kind === "heading" && "font-ui font-semibold",
      )}
    >
      {children}
    </p>
  );
}

function PieceText({ piece: { text, only } }: { piece: Piece }) {
  if (only === "before") return <del className="bg-failed-wash text-failed">{text}</del>;
  if (only === "after") return <ins className="bg-done-wash text-done">{text}</ins>;
  return text;
}
