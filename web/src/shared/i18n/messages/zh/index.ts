import { common } from "./common";
import { edits } from "./edits";
import { generation } from "./generation";
import { learning } from "./learning";
import { models } from "./models";
import { newRoadmap } from "./new-roadmap";
import { placement } from "./placement";
import { problems } from "./problems";
import { reviews } from "./reviews";
import { roadmaps } from "./roadmaps";
import { schedule } from "./schedule";
import { settings } from "./settings";
import { tasks } from "./tasks";
import { why } from "./why";

export const messages = {
  ...common,
  ...edits,
  ...generation,
  ...learning,
  ...models,
  ...newRoadmap,
  ...placement,
  ...problems,
  ...reviews,
  ...roadmaps,
  ...schedule,
  ...settings,
  ...tasks,
  ...why,
};
