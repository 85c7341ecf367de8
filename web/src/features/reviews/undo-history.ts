/** Which revisions Undo and Redo lead to. Both are reverts, so nothing is ever lost and history only grows. */

export interface UndoHistory {
  /** The revision that this history is about; another one means that somebody else changed the roadmap. */
  at: number;
  past: readonly number[];
  future: readonly number[];
}

export const startAt = (revision: number): UndoHistory => ({ at: revision, past: [], future: [] });

/** A change led from one revision to the next. */
export const afterChange = (history: UndoHistory, from: number, to: number): UndoHistory => ({
  at: to,
  past: [...(history.at === from ? history.past : []), from],
  future: [],
});

/** Undo led from one revision to a new one that is like the last of the past. */
export const afterUndo = (history: UndoHistory, from: number, to: number): UndoHistory => ({
  at: to,
  past: history.past.slice(0, -1),
  future: [...history.future, from],
});

export const afterRedo = (history: UndoHistory, from: number, to: number): UndoHistory => ({
  at: to,
  past: [...history.past, from],
  future: history.future.slice(0, -1),
});
