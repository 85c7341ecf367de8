import { useLanguage, useT } from "@/shared/i18n/i18n";
import { useFormat } from "@/shared/i18n/use-format";
import { Chip } from "./chip";

/** Says in which language something is written, where that is another than the page's; else nothing. */
export function WrittenIn({ language }: { language: string | null | undefined }) {
  const t = useT();
  const { languageName } = useFormat();
  const pages = useLanguage();
  if (!language || language === pages) return null;
  return <Chip>{t("common.writtenIn", { language: languageName(language) })}</Chip>;
}
