import { common } from "./common";
import { generation } from "./generation";
import { learning } from "./learning";
import { newRoadmap } from "./new-roadmap";
import { problems } from "./problems";
import { reviews } from "./reviews";
import { roadmaps } from "./roadmaps";
import { settings } from "./settings";
import { tasks } from "./tasks";

export const messages = {
  ...common,
  ...generation,
  ...learning,
  ...newRoadmap,
  ...problems,
  ...reviews,
  ...roadmaps,
  ...settings,
  ...tasks,
};
