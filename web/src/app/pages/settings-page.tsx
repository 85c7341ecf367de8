import { ModelsSection } from "@/features/models/components/models-section";
import { StudyTimesForm } from "@/features/study-times/components/study-times-form";
import { chooseLanguage, useLanguage, useT } from "@/shared/i18n/i18n";
import { LANGUAGE_NAMES, LANGUAGES } from "@/shared/i18n/language";
import { chooseTheme, THEMES, useTheme } from "@/shared/lib/theme";
import { PageHeading } from "@/shared/ui/page-heading";
import { Select } from "@/shared/ui/select";

export function SettingsPage() {
  const t = useT();
  const language = useLanguage();
  const theme = useTheme();
  return (
    <div className="flex flex-col gap-10">
      <div className="flex max-w-md flex-col gap-6">
        <PageHeading title={t("settings.title")} />
        <Select
          label={t("settings.language")}
          hint={t("settings.language.hint")}
          value={language}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          onValueChange={chooseLanguage}
        />
        <Select
          label={t("settings.theme")}
          value={theme}
          options={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
          onValueChange={chooseTheme}
        />
        <p className="text-fine text-muted">{t("settings.kept")}</p>
      </div>
      <StudyTimesForm />
      <ModelsSection />
    </div>
  );
}
