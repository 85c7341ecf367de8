/** Which dialog of the editor is open, and for what. Their code arrives with the first of them. */
import type { Part } from "../part";

export type DialogKind = "add" | "merge" | "split" | "hours" | "needs" | "order" | "budget" | "move" | "why";

export interface OpenDialog {
  kind: DialogKind;
  /** What it is about; none for what concerns the whole plan. */
  part: Part | undefined;
}
