/** Why a run or a part of it failed, in the learner's language. */
import { problemKey, type Translate } from "@/shared/i18n/i18n";

/** By the type of the failure; what is not known by it as the server put it. */
export function failureWords(
  type: string | undefined,
  detail: string | null | undefined,
  t: Translate,
): string | undefined {
  // What no problem of a request stands for. The server's fault is one, but has no request here that could be named.
  if (type === "internal") return t("live.reason.internal");
  if (type === "run-lost") return t("live.reason.run-lost");
  const key = problemKey(type ?? "");
  return key === undefined ? (detail ?? undefined) : t(key);
}

export interface Failure {
  type: string;
  /** As the server put it, in English. */
  detail: string;
}

/** Of a unit, whose reason is `type: detail`. */
export function unitFailure(reason: string): Failure {
  const [type = "", ...detail] = reason.split(": ");
  return { type, detail: detail.length > 0 ? detail.join(": ") : reason };
}

export function unitFailureWords(reason: string | null, t: Translate): string | undefined {
  if (reason === null) return undefined;
  const { type, detail } = unitFailure(reason);
  return failureWords(type, detail, t);
}
