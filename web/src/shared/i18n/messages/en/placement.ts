export const placement = {
  "place.offer": "Not sure what you know already?",
  "place.open": "Take a short quiz",
  "place.openAgain": "Take the quiz again",
  "place.title": "What do you know already?",
  "place.about":
    "At most {count} questions. Guess as little as you can: “I do not know” is an answer that helps.",
  "place.position": "Question {number} of at most {total}",
  "place.concept": "About: {name}",
  "place.unsure": "I do not know",
  "place.keys": "Keys 1–5 choose, Enter goes on.",
  "place.next": "Next",
  "place.stop": "That is enough",
  "place.failed": "The quiz cannot go on",
  "place.again": "Begin again",
  "place.result":
    "{count, plural, =0 {Everything is left to learn} one {You seem to know # concept of {total}} other {You seem to know # concepts of {total}}}",
  "place.resultHint":
    "What is ticked is left out of the plan, about {hours} h. Take the tick away where you want to be taught after all.",
  "place.nothing":
    "The answers show nothing that could be left out with confidence. The plan begins at the beginning, and you can still say what you know.",
  "place.known": "What you seem to know",
  "place.why.answered": "You answered its question.",
  "place.why.implied": "You answered “{name}”, which builds on it.",
  "place.why.likely": "Likely, from your other answers.",
  "place.take":
    "{count, plural, =0 {Leave nothing out} one {Leave out # concept} other {Leave out # concepts}}",
  "place.chip": "{count, plural, one {knows # concept by the quiz} other {knows # concepts by the quiz}}",
  "place.chipEdit": "Left out of the plan because of the quiz",
  "place.forget": "Teach me all of it",
  "new.notRecognised": "Not recognised, and not left out: {names}",
} as const;
