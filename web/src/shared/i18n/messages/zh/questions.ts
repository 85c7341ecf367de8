import type { questions as english } from "../en/questions";

export const questions = {
  "questions.title": "Milepost 假定：",
  "questions.answered": "已按你的回答规划：",
  "questions.hint": "可以不回答。如果某一项不符，改选后会重新规划。",
  "questions.assumed": "假定",
  "questions.send": "按这些回答重新规划",
  "questions.effect.planning": "这会让目前的设计作废，并带着你的回答重新询问模型。",
  "questions.effect.review": "这会用新计划取代下面的计划以及你正在准备的修改，并重新询问模型。",
  "questions.cost": "重新规划还需{estimate}。",
  "questions.refused": "未能重新规划，你的回答已撤回。下面仍是原来的计划。",
  "questions.failed": "无法发送回答",
} satisfies Record<keyof typeof english, string>;
