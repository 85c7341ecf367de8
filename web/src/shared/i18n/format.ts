/** Numbers, hours and dates as a person of the present language writes them. */
import { currentLanguage, t } from "./i18n";
import { HTML_LANG } from "./language";

/** The reader's own variant of the language, if the browser names one: dates differ between them. */
function locale(): string {
  const language = currentLanguage();
  return navigator.languages.find((one) => one.split("-")[0] === language) ?? HTML_LANG[language];
}

const DAY_MS = 86_400_000;

/** A calendar day such as `2026-03-14` has no time zone; noon keeps it on its day everywhere. */
export const calendarDay = (day: string): Date => new Date(`${day}T12:00:00`);

export function formatDay(day: string, today: Date = new Date()): string {
  const date = calendarDay(day);
  const sameYear = date.getFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(locale(), {
    day: "numeric",
    month: sameYear ? "long" : "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(date);
}

export function formatDayExactly(day: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full" }).format(calendarDay(day));
}

export function formatInstantExactly(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "full", timeStyle: "medium" }).format(
    new Date(instant),
  );
}

/** The time of day of an instant in a time zone: `19:00`. */
export function formatTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short", timeZone }).format(new Date(instant));
}

/** A time of day such as `19:00`, as a person here writes it. */
export function formatTimeOfDay(time: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(new Date(`2026-01-05T${time}:00`));
}

/** What the weekday of a calendar day is called: `Monday`, `Mon`. */
export function formatWeekday(day: string, width: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(locale(), { weekday: width }).format(calendarDay(day));
}

/** `November 2026`. */
export function formatMonth(day: string): string {
  return new Intl.DateTimeFormat(locale(), { month: "long", year: "numeric" }).format(calendarDay(day));
}

/** `2–8 November`; what both days share is said once. */
export function formatDays(first: string, last: string): string {
  const format = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short" });
  return format.formatRange(calendarDay(first), calendarDay(last));
}

/** How long a session is: `45 min`, `1 h 15 min`. */
export function formatMinutes(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return t("time.minutes", { minutes: rest });
  return rest === 0 ? t("time.hours", { hours }) : t("time.hoursMinutes", { hours, minutes: rest });
}

/** The time of day, to the second. */
export function formatClock(instant: string): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "medium" }).format(new Date(instant));
}

/** "5 minutes ago", "yesterday", then the date itself. */
export function formatSince(instant: string, now: Date = new Date()): string {
  const elapsed = now.getTime() - new Date(instant).getTime();
  const relative = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" });
  if (elapsed < 60_000) return t("time.justNow");
  if (elapsed < 3_600_000) return relative.format(-Math.floor(elapsed / 60_000), "minute");
  if (elapsed < DAY_MS) return relative.format(-Math.floor(elapsed / 3_600_000), "hour");
  if (elapsed < 7 * DAY_MS) return relative.format(-Math.floor(elapsed / DAY_MS), "day");
  return formatDay(localDay(new Date(instant)), now);
}

/** The calendar day of an instant, where the reader is. */
export function localDay(date: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Names one after the other, without an "and": they may be many. */
export const formatNames = (names: readonly string[]): string =>
  names.join(currentLanguage() === "zh" ? "、" : ", ");

export function formatNumber(value: number, digits = 1): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: digits }).format(value);
}

/** Money in millionths of a dollar: `$0.04`. */
export function formatMoney(micros: number): string {
  return new Intl.NumberFormat(locale(), {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
  }).format(micros / 1_000_000);
}

/** Study hours: `0.5 h`, `6 h`, `42 h`. From ten on, tenths say nothing. */
export function formatHours(hours: number): string {
  return t("time.hours", { hours: formatNumber(hours, hours < 10 ? 1 : 0) });
}

/** How long something ran: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) return t("time.seconds", { seconds: formatNumber(seconds, 1) });
  const whole = Math.round(seconds);
  if (whole < 60) return t("time.seconds", { seconds: whole });
  const two = (part: number) => String(part).padStart(2, "0");
  if (whole < 3600)
    return t("time.minutesSeconds", { minutes: Math.floor(whole / 60), seconds: two(whole % 60) });
  return t("time.hoursMinutes", {
    hours: Math.floor(whole / 3600),
    minutes: two(Math.floor(whole / 60) % 60),
  });
}

/** What a language is called: `en` → "English", 英语. An unknown tag is shown as it is. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
