/** All texts but those of the frame; they arrive beside the first page's code. */
import { generation } from "./generation";
import { learning } from "./learning";
import { newRoadmap } from "./new-roadmap";
import { problems } from "./problems";
import { reviews } from "./reviews";
import { roadmaps } from "./roadmaps";
import { settings } from "./settings";
import { tasks } from "./tasks";

export const pageMessages = {
  ...generation,
  ...learning,
  ...newRoadmap,
  ...problems,
  ...reviews,
  ...roadmaps,
  ...settings,
  ...tasks,
} as const;
