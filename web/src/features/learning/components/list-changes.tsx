import { type ReactNode, useMemo } from "react";
import type { Quiz, Resources } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { InlineText } from "@/shared/ui/inline-text";
import { compareQuizzes, compareResources } from "../compare";

/** Questions that came, went, or are put otherwise. */
export function QuizChangesList({ before, after }: { before: Quiz; after: Quiz }) {
  const t = useT();
  const changes = useMemo(() => compareQuizzes(before, after), [before, after]);
  const isSame = changes.added.length + changes.removed.length + changes.changed.length === 0;
  return (
    <div className="flex flex-col gap-4" lang={HTML_LANG[after.language]}>
      {isSame && <p className="text-muted">{t("versions.compare.none")}</p>}
      <Group title={t("versions.compare.addedItems")} wash="bg-done-wash">
        {changes.added.map((item) => (
          <ins key={item.item_id} className="text-done">
            <InlineText text={item.stem} />
          </ins>
        ))}
      </Group>
      <Group title={t("versions.compare.removedItems")} wash="bg-failed-wash">
        {changes.removed.map((item) => (
          <del key={item.item_id} className="text-failed">
            <InlineText text={item.stem} />
          </del>
        ))}
      </Group>
      <Group title={t("versions.compare.changedItems")} wash="bg-sunken">
        {changes.changed.map((pair) => (
          <span key={pair.after.item_id} className="flex flex-col gap-1">
            {pair.before.stem !== pair.after.stem && (
              <del className="text-failed">
                <InlineText text={pair.before.stem} />
              </del>
            )}
            <InlineText text={pair.after.stem} />
          </span>
        ))}
      </Group>
      {changes.same > 0 && (
        <p className="text-fine text-muted">{t("versions.compare.sameItems", { count: changes.same })}</p>
      )}
    </div>
  );
}

/** Links that came and went. */
export function ResourceChangesList({ before, after }: { before: Resources; after: Resources }) {
  const t = useT();
  const changes = useMemo(() => compareResources(before, after), [before, after]);
  return (
    <div className="flex flex-col gap-4">
      {changes.added.length + changes.removed.length === 0 && (
        <p className="text-muted">{t("versions.compare.none")}</p>
      )}
      <Group title={t("versions.compare.addedLinks")} wash="bg-done-wash">
        {changes.added.map(({ url, title }) => (
          <ins key={url} className="text-done">
            {title}
          </ins>
        ))}
      </Group>
      <Group title={t("versions.compare.removedLinks")} wash="bg-failed-wash">
        {changes.removed.map(({ url, title }) => (
          <del key={url} className="text-failed">
            {title}
          </del>
        ))}
      </Group>
      {changes.same > 0 && (
        <p className="text-fine text-muted">{t("versions.compare.sameLinks", { count: changes.same })}</p>
      )}
    </div>
  );
}

interface GroupProps {
  title: string;
  wash: string;
  children: readonly ReactNode[];
}

function Group({ title, wash, children }: GroupProps) {
  if (children.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-fine font-semibold">{title}</h3>
      <ul className="flex flex-col gap-1">
        {children.map((child, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the changes between two versions never move.
          <li key={index} className={`rounded-card px-3 py-2 break-words ${wash}`}>
            {child}
          </li>
        ))}
      </ul>
    </section>
  );
}
