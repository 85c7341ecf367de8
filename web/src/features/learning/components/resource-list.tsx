import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ExternalLink } from "lucide-react";
import { toProblem } from "@/shared/api/problem";
import type { Resource, Resources } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Button } from "@/shared/ui/button";
import { ProblemWords } from "@/shared/ui/problem-words";
import { type Meaning, StatusMark } from "@/shared/ui/status-mark";
import { linkWords } from "../link-words";
import { type ConceptAddress, checkLinks, resourcesQuery } from "../queries";

const CHECKS: Record<Resource["check"], Meaning> = {
  ok: "done",
  dead: "failed",
  unknown: "skipped",
  not_checked: "waiting",
};

/** What worked once and could not be reached since is not shown as done. */
const meaningOf = ({ check, missed_at }: Resource): Meaning =>
  check === "ok" && missed_at ? "skipped" : CHECKS[check];

interface Props {
  resources: Resources;
  /** Where they are listed; undefined where nothing may be asked any more. */
  address: ConceptAddress | undefined;
}

/** Where to read on, each with what is known of its link. Only what is a web address becomes a link. */
export function ResourceList({ resources: { resources }, address }: Props) {
  const t = useT();
  if (resources.length === 0) return <p className="text-muted">{t("learning.resources.none")}</p>;
  return (
    <>
      <ul className="flex flex-col gap-4">
        {resources.map((resource) => (
          <ResourceRow key={resource.url} resource={resource} />
        ))}
      </ul>
      {address && <CheckNow address={address} />}
    </>
  );
}

function ResourceRow({ resource }: { resource: Resource }) {
  const t = useT();
  const { languageName } = useFormat();
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
        <StatusMark size={13} meaning={meaningOf(resource)} label={linkWords(resource, t)} />
      </p>
    </li>
  );
}

/** Has the server look at the links again; what it finds takes the place of what is shown. */
function CheckNow({ address }: { address: ConceptAddress }) {
  const t = useT();
  const client = useQueryClient();
  const check = useMutation({
    mutationFn: () => checkLinks(address),
    onSuccess: ({ version, resources }) =>
      client.setQueryData(resourcesQuery(address).queryKey, { version, resources }),
  });
  return (
    <div className="mt-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-fine">
      <Button
        look="quiet"
        size="small"
        className="-ml-3"
        busy={check.isPending}
        onClick={() => check.mutate()}
      >
        {check.isPending ? t("learning.check.running") : t("learning.check.now")}
      </Button>
      <span role="status" className="text-muted">
        {check.data && t("learning.check.finished", { count: check.data.not_looked_at })}
      </span>
      {check.isError && (
        <span role="alert" className="text-failed">
          <ProblemWords problem={toProblem(check.error)} />
        </span>
      )}
    </div>
  );
}
