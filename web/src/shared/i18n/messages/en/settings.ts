export const settings = {
  "settings.title": "Settings",
  "settings.language": "Language",
  "settings.language.hint": "For the pages. A roadmap keeps the language it was made in.",
  "settings.theme": "Appearance",
  "settings.theme.system": "As the system",
  "settings.theme.light": "Light",
  "settings.theme.dark": "Dark",
  "settings.kept": "Kept in this browser.",
} as const;
