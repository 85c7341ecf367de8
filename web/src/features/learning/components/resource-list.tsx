import { ExternalLink } from "lucide-react";
import type { Resource, Resources } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";

const CHECKS: Record<Resource["check"], Meaning> = {
  ok: "done",
  dead: "failed",
  unknown: "skipped",
  not_checked: "waiting",
};

/** Where to read on, each with what is known of its link. Only what is a web address becomes a link. */
export function ResourceList({ resources: { resources } }: { resources: Resources }) {
  const t = useT();
  if (resources.length === 0) return <p className="text-muted">{t("learning.resources.none")}</p>;
  return (
    <ul className="flex flex-col gap-4">
      {resources.map((resource) => (
        <ResourceRow key={resource.url} resource={resource} />
      ))}
    </ul>
  );
}

function ResourceRow({ resource }: { resource: Resource }) {
  const t = useT();
  const { formatDay, languageName } = useFormat();
  const on = resource.checked_at ? formatDay(resource.checked_at) : "";
  return (
    <li>
      {/^https?:\/\//.test(resource.url) ? (
        <a
          href={resource.url}
          target="_blank"
          rel="noreferrer noopener"
          className="link inline-flex items-center gap-1.5"
        >
          {resource.title}
          <ExternalLink size={16} aria-hidden className="shrink-0" />
        </a>
      ) : (
        resource.title
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-fine text-muted">
        <span>{t(`learning.resource.${resource.kind}`)}</span>
        <span>{t("learning.resource.language", { language: languageName(resource.language) })}</span>
        <span>{resource.free ? t("learning.resource.free") : t("learning.resource.paid")}</span>
        <StatusMark
          size={13}
          meaning={CHECKS[resource.check]}
          label={
            resource.check === "ok" || resource.check === "dead"
              ? t(`learning.check.${resource.check}`, { date: on })
              : t(`learning.check.${resource.check}`)
          }
        />
      </p>
    </li>
  );
}
