/** What became of a model's draft before it came here: looked over by a critic, and corrected where it could not be so. */
import type { Corrections, Critique, Finding, Roadmap } from "@/shared/api/types";
import { problemKey, useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { StatusMark } from "@/shared/ui/status-mark";
import { correctionWords, doneWords } from "../draft-words";
import type { NameOf } from "../operation-words";
import type { Outline } from "../part";

interface Props {
  roadmap: Pick<Roadmap, "critique" | "corrections">;
  /** The plan as it is stored. */
  base: Outline;
  nameOf: NameOf;
}

const SUMMARY = "min-h-8 text-fine text-muted hover:text-ink";
const LINE = "border-b border-hairline py-1.5 last:border-b-0";

/** Nobody has looked it over: said, since silence would look like approval. */
function NotLookedOver({ reason }: { reason: string }) {
  const t = useT();
  const key = problemKey(reason);
  return (
    <p className="flex items-baseline gap-2">
      <StatusMark meaning="needs_you" labelHidden size={12} />
      <span>
        {t("review.critic.not_checked")} {key && <span className="text-muted">{t(key)}</span>}
      </span>
    </p>
  );
}

function Changed({
  findings,
  base,
  nameOf,
}: { findings: readonly Finding[] } & Pick<Props, "base" | "nameOf">) {
  const t = useT();
  const format = useFormat();
  return (
    <details>
      <summary className={SUMMARY}>{t("review.critic.changed", { count: findings.length })}</summary>
      <ul className="pt-1">
        {findings.map((finding) => (
          <li key={finding.text} className={LINE}>
            {doneWords(finding, base, { nameOf, format, t })}
            <p className="text-fine text-muted">{finding.text}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function NotPossible({ findings }: { findings: readonly Finding[] }) {
  const t = useT();
  return (
    <details>
      <summary className={SUMMARY}>{t("review.critic.not_possible", { count: findings.length })}</summary>
      <ul className="pt-1">
        {findings.map(({ text, why_not }) => (
          <li key={text} className={LINE}>
            {text}
            <p className="text-fine text-muted" lang="en">
              {why_not}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Critic({ critique, base, nameOf }: { critique: Critique } & Omit<Props, "roadmap">) {
  const t = useT();
  if (critique.outcome === "not_checked") return <NotLookedOver reason={critique.reason ?? ""} />;
  const findings = critique.findings ?? [];
  const changed = findings.filter(({ state }) => state === "changed");
  const notPossible = findings.filter(({ state }) => state === "not_possible");
  return (
    <>
      {findings.length === 0 && <p className="text-fine text-muted">{t("review.critic.nothing")}</p>}
      {changed.length > 0 && <Changed findings={changed} base={base} nameOf={nameOf} />}
      {notPossible.length > 0 && <NotPossible findings={notPossible} />}
    </>
  );
}

function Corrected({ corrections }: { corrections: Corrections }) {
  const t = useT();
  const format = useFormat();
  const { total = 0, items = [] } = corrections;
  if (total === 0) return null;
  return (
    <details>
      <summary className={SUMMARY}>{t("review.corrected", { count: total })}</summary>
      <ul className="pt-1">
        {items.map((correction) => (
          <li key={`${correction.kind} ${correction.name} ${correction.said}`} className={LINE}>
            {correctionWords(correction, { t, format })}
          </li>
        ))}
        {total > items.length && (
          <li className="py-1.5 text-muted">{t("review.corrected.more", { count: total - items.length })}</li>
        )}
      </ul>
    </details>
  );
}

export function DraftNotes({ roadmap, base, nameOf }: Props) {
  const { critique, corrections } = roadmap;
  if (critique === null && (corrections.total ?? 0) === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      {critique && <Critic critique={critique} base={base} nameOf={nameOf} />}
      <Corrected corrections={corrections} />
    </section>
  );
}
