/** The model of a role as it is typed in, and what is sent of it. */
import type { ModelChoice, ModelRoles } from "@/shared/api/types";
import { moneyText, readMoney, readTokens, tokensText } from "./amounts";

export const ROLES = ["planner", "author", "fallback"] as const;
export type Role = (typeof ROLES)[number];

export interface RoleDraft {
  /** Empty: nobody plays this part. */
  providerId: string;
  model: string;
  context: string;
  input: string;
  output: string;
}

const draftOf = (choice: ModelChoice | null | undefined): RoleDraft => ({
  providerId: choice?.provider_id ?? "",
  model: choice?.model ?? "",
  context: tokensText(choice?.context_tokens),
  input: moneyText(choice?.price?.input_micros),
  output: moneyText(choice?.price?.output_micros),
});

export const draftsOf = (roles: ModelRoles): Record<Role, RoleDraft> => ({
  planner: draftOf(roles.planner),
  author: draftOf(roles.author),
  fallback: draftOf(roles.fallback),
});

const CONTEXT_LEAST = 1024;
const CONTEXT_MOST = 100_000_000;

export interface RoleFaults {
  model: boolean;
  context: boolean;
  input: boolean;
  output: boolean;
  /** One of the two prices without the other. */
  halfPrice: boolean;
}

/** What the server would refuse. */
export function faultsOf(draft: RoleDraft): RoleFaults {
  const context = readTokens(draft.context);
  const [input, output] = [readMoney(draft.input), readMoney(draft.output)];
  const isUsed = draft.providerId !== "";
  return {
    model: isUsed && draft.model.trim() === "",
    context:
      isUsed &&
      (context === undefined || (context !== null && (context < CONTEXT_LEAST || context > CONTEXT_MOST))),
    input: isUsed && input === undefined,
    output: isUsed && output === undefined,
    halfPrice: isUsed && (input === null) !== (output === null),
  };
}

function choiceOf(draft: RoleDraft): ModelChoice | null {
  if (draft.providerId === "") return null;
  const [input, output] = [readMoney(draft.input), readMoney(draft.output)];
  return {
    provider_id: draft.providerId,
    model: draft.model.trim(),
    context_tokens: readTokens(draft.context) ?? null,
    price:
      typeof input === "number" && typeof output === "number"
        ? { input_micros: input, output_micros: output }
        : null,
  };
}

export const rolesOf = (drafts: Record<Role, RoleDraft>): ModelRoles => ({
  planner: choiceOf(drafts.planner),
  author: choiceOf(drafts.author),
  fallback: choiceOf(drafts.fallback),
});
