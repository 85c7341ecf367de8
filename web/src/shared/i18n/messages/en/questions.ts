/** What was asked back about a goal. */
export const questions = {
  "questions.title": "Milepost assumed:",
  "questions.answered": "Planned with your answers:",
  "questions.hint": "You need not answer. If something else is right, choose it, and the plan is made again.",
  "questions.assumed": "assumed",
  "questions.send": "Plan again with these answers",
  "questions.effect.planning":
    "This discards what has been designed so far and asks the model again with your answers.",
  "questions.effect.review":
    "This replaces the plan below, and any changes you are preparing, with a new one: the model is asked again.",
  "questions.cost": "Planning again takes {estimate} more.",
  "questions.refused":
    "It could not be planned again, so your answers were taken back. The plan below is the one from before.",
  "questions.failed": "The answers could not be sent",
} as const;
