import type { Version, Versions } from "@/shared/api/types";
import { useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Select } from "@/shared/ui/select";

interface Props {
  versions: Versions;
  shown: number;
  onShow: (version: number | undefined) => void;
}

/** Which version one looks at; looking changes nothing. */
export function VersionPicker({ versions: { version: inUse, versions }, shown, onShow }: Props) {
  const t = useT();
  const total = versions.length;
  const name = ({ version: number }: Version) =>
    number === inUse ? t("versions.optionInUse", { number, total }) : t("versions.option", { number, total });
  const looked = versions.find(({ version }) => version === shown);
  return (
    <>
      <Select
        label={t("versions.pick")}
        labelHidden
        value={String(shown)}
        options={[...versions].reverse().map((one) => ({ value: String(one.version), label: name(one) }))}
        onValueChange={(value) => onShow(Number(value) === inUse ? undefined : Number(value))}
      />
      {looked && <Origin version={looked} />}
    </>
  );
}

/** By whom, when, and on which wish. */
function Origin({ version }: { version: Version }) {
  const t = useT();
  const { formatSince } = useFormat();
  const when = formatSince(version.created_at);
  const by =
    version.author === "model" ? t("versions.by.model", { when }) : t("versions.by.catalog", { when });
  return (
    <span className="min-w-0 break-words text-muted">
      {by}
      {version.instructions && ` · ${t("versions.asked", { instructions: version.instructions })}`}
    </span>
  );
}
