/** All texts but those of the frame; they arrive beside the first page's code. */
import { costs } from "./costs";
import { edits } from "./edits";
import { generation } from "./generation";
import { learning } from "./learning";
import { models } from "./models";
import { newRoadmap } from "./new-roadmap";
import { placement } from "./placement";
import { problems } from "./problems";
import { questions } from "./questions";
import { reviews } from "./reviews";
import { roadmaps } from "./roadmaps";
import { schedule } from "./schedule";
import { settings } from "./settings";
import { tasks } from "./tasks";
import { versions } from "./versions";
import { why } from "./why";

export const pageMessages = {
  ...costs,
  ...edits,
  ...generation,
  ...learning,
  ...models,
  ...newRoadmap,
  ...placement,
  ...problems,
  ...questions,
  ...reviews,
  ...roadmaps,
  ...schedule,
  ...settings,
  ...tasks,
  ...versions,
  ...why,
} as const;
