import { lazy, Suspense } from "react";
import type { Tutorial } from "@/shared/api/types";
import { useLanguage, useT } from "@/shared/i18n/i18n";
import { HTML_LANG } from "@/shared/i18n/language";
import { InlineText } from "@/shared/ui/inline-text";
import { SkeletonLines } from "@/shared/ui/skeleton";
import { WrittenIn } from "@/shared/ui/written-in";

const Markdown = lazy(() => import("./markdown").then((module) => ({ default: module.Markdown })));

/** Outcomes first, then the guide, then what to do with one's own hands. */
export function Guide({ tutorial }: { tutorial: Tutorial }) {
  const t = useT();
  const language = useLanguage();
  const { practice } = tutorial;
  return (
    <div lang={HTML_LANG[tutorial.language]} className="flex flex-col gap-8">
      <section>
        <h2 lang={HTML_LANG[language]} className="mb-2 font-semibold">
          {t("learning.outcomes")}
        </h2>
        <ul className="list-disc pl-6 font-read text-read">
          {tutorial.outcomes.map((outcome) => (
            <li key={outcome}>
              <InlineText text={outcome} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 lang={HTML_LANG[language]} className="mb-1 flex items-center gap-3 text-title font-semibold">
          {t("learning.guide")}
          <WrittenIn language={tutorial.language} />
        </h2>
        <div className="font-read text-read">
          <Suspense fallback={<SkeletonLines lines={12} className="mt-3" />}>
            <Markdown text={tutorial.body} />
          </Suspense>
        </div>
      </section>
      {practice && <Practice practice={practice} />}
    </div>
  );
}

function Practice({ practice }: { practice: NonNullable<Tutorial["practice"]> }) {
  const t = useT();
  const language = useLanguage();
  return (
    <section className="rounded-card border border-hairline bg-raised p-5">
      <h2
        lang={HTML_LANG[language]}
        className="mb-2 flex flex-wrap items-baseline gap-x-3 text-title font-semibold"
      >
        {t("learning.practice")}
        <span className="figures text-fine font-normal text-muted">
          {t("learning.minutes", { minutes: practice.minutes })}
        </span>
      </h2>
      <div className="font-read text-read">
        <Suspense fallback={<SkeletonLines lines={3} />}>
          <Markdown text={practice.task} />
        </Suspense>
        <h3 lang={HTML_LANG[language]} className="mt-4 font-ui text-body font-semibold">
          {t("learning.doneWhen")}
        </h3>
        <Suspense fallback={<SkeletonLines lines={2} />}>
          <Markdown text={practice.done_when} />
        </Suspense>
      </div>
    </section>
  );
}
