import type { settings as english } from "../en/settings";

export const settings = {
  "settings.title": "设置",
  "settings.language": "语言",
  "settings.language.hint": "只影响界面。路线图保持制作时的语言。",
  "settings.theme": "外观",
  "settings.theme.system": "跟随系统",
  "settings.theme.light": "浅色",
  "settings.theme.dark": "深色",
  "settings.kept": "保存在此浏览器中。",
} satisfies Record<keyof typeof english, string>;
