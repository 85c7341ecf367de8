/** Which language the interface speaks: the setting, else the browser's. */
import { readSetting, writeSetting } from "@/shared/lib/settings";

export const LANGUAGES = ["en", "zh"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The value of `<html lang>`; `zh` alone would leave the choice of glyphs to chance. */
export const HTML_LANG: Record<Language, string> = { en: "en", zh: "zh-CN" };
export const LANGUAGE_NAMES: Record<Language, string> = { en: "English", zh: "中文" };

export function preferredLanguage(): Language {
  const wanted = readSetting("language") ?? navigator.language;
  return /^zh\b/i.test(wanted) ? "zh" : "en";
}

export function rememberLanguage(language: Language): void {
  writeSetting("language", language);
}
