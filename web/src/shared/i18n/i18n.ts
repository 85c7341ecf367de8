/** The interface texts: one typed `t`, English at once and Chinese when it is asked for. */
import { type Messages, setupI18n } from "@lingui/core";
import { useSyncExternalStore } from "react";
import { HTML_LANG, type Language, preferredLanguage, rememberLanguage } from "./language";
import type { ValuesOf } from "./message-types";
import { common } from "./messages/en/common";
import type { pageMessages } from "./messages/en/pages";

type English = typeof common & typeof pageMessages;
export type MessageKey = keyof English;
export type ProblemKey = Extract<MessageKey, `problem.${string}`>;
export type Translate = <Key extends MessageKey>(key: Key, ...values: ValuesOf<English[Key]>) => string;

const i18n = setupI18n({ locale: "en", messages: { en: common as unknown as Messages } });
let current: { language: Language; t: Translate } = { language: "en", t: translate };
const listeners = new Set<() => void>();

function translate(key: string, values?: Record<string, unknown>): string {
  return i18n._(key, values);
}

async function load(language: Language): Promise<void> {
  if (language === "en") return;
  const { messages } = await import("./messages/zh/index");
  i18n.load("zh", messages as unknown as Messages);
}

/** The texts of the pages. The router waits for them together with a page's code. */
export async function loadPageTexts(): Promise<void> {
  const { pageMessages } = await import("./messages/en/pages");
  i18n.load("en", pageMessages as unknown as Messages);
}

/** Load a language and show everything in it. */
export async function activate(language: Language): Promise<void> {
  await load(language);
  i18n.activate(language);
  document.documentElement.lang = HTML_LANG[language];
  // A new function per language, so that memoised parts of the page notice the change.
  current = { language, t: (key, ...values) => translate(key, values[0]) };
  for (const listener of listeners) listener();
}

export const activatePreferred = (): Promise<void> => activate(preferredLanguage());

/** The learner's own choice: kept for the next visit. */
export async function chooseLanguage(language: Language): Promise<void> {
  rememberLanguage(language);
  await activate(language);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const snapshot = () => current;

/** The key of a problem's text, if its type, known only at run time, has one. */
export function problemKey(type: string): ProblemKey | undefined {
  const key = `problem.${type}`;
  return Object.hasOwn(i18n.messages, key) ? (key as ProblemKey) : undefined;
}

/** Outside components: the present language. Components use `useT`. */
export const t: Translate = (key, ...values) => translate(key, values[0]);
export const currentLanguage = (): Language => current.language;

export function useT(): Translate {
  return useSyncExternalStore(subscribe, snapshot).t;
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, snapshot).language;
}
