/** A provider as it is typed in, and what is sent of it. */
import type { NewProvider, OutputMode, Provider, ProviderChange, ProviderPreset } from "@/shared/api/types";

export const OTHER = "other";
export const KINDS = ["openai_compatible", "openai_responses", "anthropic", "google"] as const;
export const OUTPUT_MODES = ["tool", "native", "prompted", "auto"] as const satisfies readonly OutputMode[];

export interface ProviderDraft {
  kind: Provider["kind"];
  name: string;
  address: string;
  key: string;
  /** The stored key is to go. */
  dropsKey: boolean;
  outputMode: OutputMode;
}

/** What a preset fills in; a name that is taken gets a number. */
export function draftOf(preset: ProviderPreset | undefined, taken: readonly string[]): ProviderDraft {
  return {
    kind: preset?.kind ?? "openai_compatible",
    name: preset ? freeName(preset.name, taken) : "",
    address: preset?.base_url ?? "",
    key: "",
    dropsKey: false,
    outputMode: "tool",
  };
}

export const draftOfProvider = (provider: Provider): ProviderDraft => ({
  kind: provider.kind,
  name: provider.name,
  address: provider.base_url ?? "",
  key: "",
  dropsKey: false,
  outputMode: provider.output_mode,
});

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

const orNull = (text: string): string | null => text.trim() || null;

export const newProvider = (draft: ProviderDraft): NewProvider => ({
  kind: draft.kind,
  name: draft.name.trim(),
  base_url: orNull(draft.address),
  api_key: orNull(draft.key),
  output_mode: draft.outputMode,
});

/** What is different from before; the key only where one was typed or is to go. */
export function changeOf(draft: ProviderDraft): ProviderChange {
  return {
    name: draft.name.trim(),
    base_url: orNull(draft.address),
    output_mode: draft.outputMode,
    ...(draft.dropsKey ? { api_key: null } : draft.key.trim() && { api_key: draft.key.trim() }),
  };
}

/** A server of chat completions has no address that anybody could know. */
export const needsAddress = (draft: ProviderDraft): boolean => draft.kind === "openai_compatible";

function originOf(address: string | null): string | undefined {
  if (address === null) return undefined;
  try {
    return new URL(address.trim()).origin;
  } catch {
    return undefined;
  }
}

/** Whether the stored key would go to another server than it was given for, which the server refuses. */
export const movesKey = (provider: Provider, draft: ProviderDraft): boolean =>
  provider.key.state !== "none" &&
  !draft.dropsKey &&
  draft.key.trim() === "" &&
  originOf(provider.base_url) !== originOf(orNull(draft.address));

/** Whether a key would travel in the open: to another machine, without encryption. */
export function isInTheOpen({ address, key }: ProviderDraft): boolean {
  if (key.trim() === "") return false;
  try {
    const { protocol, hostname } = new URL(address.trim());
    return protocol === "http:" && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
  } catch {
    return false;
  }
}
