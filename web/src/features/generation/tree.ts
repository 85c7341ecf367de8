/** The roadmap as the live page draws it, from the design's drafts or from the roadmap itself. */
import type { Roadmap } from "@/shared/api/types";
import type { DraftStage, TaskView } from "@/shared/realtime/task-view";
import { countWritten, isReadable, marksOf, type UnitMark } from "./units";

export interface TreeConcept {
  id: string;
  name: string;
  hours: number;
  marks: readonly UnitMark[];
  /** It has a page that can be opened. */
  readable: boolean;
}

export interface TreeModule {
  id: string;
  name: string;
  concepts: readonly TreeConcept[];
}

export interface TreeStage {
  id: string;
  name: string;
  modules: readonly TreeModule[];
  conceptCount: number;
  /** Nothing while a module is still missing. */
  hours: number | null;
  written: { done: number; total: number };
}

/** All the modules that the stage was announced with have arrived. */
export const isWholeStage = ({ modules, module_count }: DraftStage): boolean =>
  modules.length >= module_count;

const NOTHING_WRITTEN = { done: 0, total: 0 };

export function treeOfDraft(task: Pick<TaskView, "stages">): readonly TreeStage[] {
  return task.stages.map((stage) => {
    const modules = stage.modules.map(({ module_id, name, concepts }) => ({
      id: module_id,
      name,
      concepts: concepts.map((concept) => ({
        id: concept.concept_id,
        name: concept.name,
        hours: concept.hours,
        marks: [],
        readable: false,
      })),
    }));
    return {
      id: stage.stage_id,
      name: stage.name,
      modules,
      conceptCount: stage.concept_count,
      hours: isWholeStage(stage) ? hoursOf(modules) : null,
      written: NOTHING_WRITTEN,
    };
  });
}

export function treeOfRoadmap(roadmap: Roadmap, task: TaskView): readonly TreeStage[] {
  return roadmap.stages.map((stage) => {
    const modules = stage.modules.map(({ module_id, name, concepts }) => ({
      id: module_id,
      name,
      concepts: concepts.map((concept) => ({
        id: concept.concept_id,
        name: concept.name,
        hours: concept.estimated_hours,
        marks: marksOf(concept, task),
        readable: isReadable(concept, task),
      })),
    }));
    return {
      id: stage.stage_id,
      name: stage.name,
      modules,
      conceptCount: modules.reduce((count, module) => count + module.concepts.length, 0),
      hours: hoursOf(modules),
      written: countWritten(stage.modules, task),
    };
  });
}

const hoursOf = (modules: readonly TreeModule[]): number =>
  modules.reduce(
    (sum, { concepts }) => sum + concepts.reduce((hours, concept) => hours + concept.hours, 0),
    0,
  );
