import { describe, expect, it } from "vitest";
import { t } from "@/shared/i18n/i18n";
import { emptyTaskView, type TaskView } from "@/shared/realtime/task-view";
import { headline, tabTitle } from "./stance";

const task = (fields: Partial<TaskView>): TaskView => ({ ...emptyTaskView("tsk_1"), ...fields });
const writing = task({ status: "processing", step: "content_generation" });
const done = task({ status: "completed", terminal: true });

describe("what a run says of itself", () => {
  it("is of the whole roadmap, and of what that still lacks", () => {
    expect(headline(writing, t, {})).toBe("Writing your roadmap");
    expect(headline(done, t, { left: 0 })).toBe("Your roadmap is ready");
    expect(headline(done, t, { left: 2 })).toBe("Written; 2 other parts are still missing");
  });

  it("is of one part, where that is all it writes", () => {
    expect(headline(writing, t, { isAnew: true })).toBe("Writing one part anew");
    expect(headline(done, t, { left: 2, isAnew: true })).toBe("Written anew");
    expect(tabTitle(done, "Git", t, { isAnew: true })).toBe("Written anew — Git");
  });

  it("is the same in the tab, with what is done before it", () => {
    expect(tabTitle(writing, "Git", t)).toBe("Writing your roadmap — Git");
    const half = task({ ...writing, progress: { ...writing.progress, done: 3, total: 6 } });
    expect(tabTitle(half, "Git", t)).toBe("3/6 · Writing — Git");
  });
});
