/** What can be done with one row of the outline, and the keys that do it. */
import type { KeyboardEvent } from "react";
import type { Part } from "../part";
import type { DialogKind } from "./dialogs";

export interface RowActions {
  activate: () => void;
  rename: () => void;
  /** With the new name, or with nothing when it was given up. */
  finishRename: (name: string | undefined) => void;
  know: () => void;
  remove: () => void;
  bringBack: (() => void) | undefined;
  up: (() => void) | undefined;
  down: (() => void) | undefined;
  /** Open a dialog about this part. */
  open: (kind: DialogKind) => void;
  focus: (step: number | "first" | "last") => void;
  startDrag: () => void;
  endDrag: () => void;
  canDrop: (after: boolean) => boolean;
  drop: (after: boolean) => void;
}

/** Of concepts; modules take only the first. */
const DIALOG_KEYS: Readonly<Record<string, DialogKind>> = {
  a: "add",
  m: "merge",
  s: "split",
  h: "hours",
  n: "needs",
};

function actionOfKey(event: KeyboardEvent, part: Part, actions: RowActions): (() => void) | undefined {
  const { key, altKey } = event;
  const gone = part.gone !== null;
  switch (key) {
    case "ArrowUp":
      return altKey ? actions.up : () => actions.focus(-1);
    case "ArrowDown":
      return altKey ? actions.down : () => actions.focus(1);
    case "Home":
      return () => actions.focus("first");
    case "End":
      return () => actions.focus("last");
    case "Enter":
    case "F2":
      return gone ? actions.bringBack : actions.rename;
    case "Delete":
    case "Backspace":
      return gone ? actions.bringBack : actions.remove;
    case "k":
      return gone ? undefined : actions.know;
    default: {
      const dialog = DIALOG_KEYS[key];
      const fits = part.kind === "concept" || (part.kind === "module" && dialog === "add");
      return dialog === undefined || gone || altKey || !fits ? undefined : () => actions.open(dialog);
    }
  }
}

/** What a key does on a row; in a field or on a button of the row it does what it does everywhere. */
export function onRowKey(event: KeyboardEvent, part: Part, actions: RowActions): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
  const run = actionOfKey(event, part, actions);
  if (run === undefined) return;
  event.preventDefault();
  run();
}
