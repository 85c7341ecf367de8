/** That the learner does not want new dates now: kept for the plan as it is, and until the week is over. */
import { readSetting, writeSetting } from "@/shared/lib/settings";
import { startOfWeek, type WeekStart } from "./days";

/** How many roadmaps are remembered. */
const KEPT = 20;

const keyOf = (roadmapId: string, revision: number, today: string, weekStart: WeekStart) =>
  [roadmapId, revision, startOfWeek(today, weekStart)].join("@");

const known = (): string[] => (readSetting("redating") ?? "").split(" ").filter(Boolean);

export function isPutOff(roadmapId: string, revision: number, today: string, weekStart: WeekStart): boolean {
  return known().includes(keyOf(roadmapId, revision, today, weekStart));
}

export function putOff(roadmapId: string, revision: number, today: string, weekStart: WeekStart): void {
  const kept = [keyOf(roadmapId, revision, today, weekStart), ...known()].slice(0, KEPT);
  writeSetting("redating", kept.join(" "));
}
