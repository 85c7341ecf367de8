/** Which versions of the parts of a concept one looks at, as the address has it: `?tutorial=2&quiz=1`. Pure. */
import type { UnitKind } from "@/shared/api/types";

export type ShownVersions = { [Kind in UnitKind]?: number | undefined };

const KINDS: readonly UnitKind[] = ["tutorial", "resources", "quiz"];

/** The address without what is no version of anything. */
export function readShownVersions(search: Record<string, unknown>): ShownVersions {
  const found: ShownVersions = {};
  for (const kind of KINDS) {
    const version = search[kind];
    if (typeof version === "number" && Number.isInteger(version) && version > 0) found[kind] = version;
  }
  return found;
}
