/** One text per problem type of the server; a type that is not here shows the server's own English detail. */
export const problems = {
  "problem.network": "The server could not be reached. Check that it runs and that you are connected.",
  "problem.unexpected": "The server answered in a way this page does not understand.",
  "problem.internal": "The server ran into a fault of its own. The request id names the line in its log.",
  "problem.invalid-request": "Something in the request needs another value.",
  "problem.storage-unreachable": "The server cannot reach its database. Try again shortly.",
  "problem.too-many-streams":
    "Too many streams are open at once. Close some pages of this task, or try again shortly.",
  "problem.roadmap-deleted": "This roadmap is in the trash. Restore it to change it.",
  "problem.not-found": "There is nothing at this address.",
  "problem.unauthorized": "You are signed out. Reload the page.",
  "problem.forbidden": "The server does not accept requests from this address.",
  "problem.wrong-host": "The server does not answer to this name.",
  "problem.wrong-origin": "The server does not accept requests from this page’s address.",
  "problem.body-too-large": "That is more text than the server takes at once.",
  "problem.too-many-requests": "Too many requests in a short time. Wait a moment.",
  "problem.request-entity-too-large": "That is more text than the server takes at once.",
  "problem.content-too-large": "That is more text than the server takes at once.",
  "problem.goal-says-nothing":
    "There is no word in this of something to learn. Say in a few words what you want to be able to do.",
  "problem.goal-not-covered": "The built-in catalog does not cover this goal.",
  "problem.goal-ambiguous": "This goal can mean several things. Choose one.",
  "problem.unknown-goal": "The catalog has no such goal.",
  "problem.deadline-in-the-past": "The deadline is before the first day of study. Choose a later day.",
  "problem.feedback-not-understood":
    "Nothing in these words was understood. Name a concept and what to do with it.",
  "problem.nothing-to-change": "Say what to change, or approve.",
  "problem.feedback-with-approval": "Approve without words, or ask for changes with them.",
  "problem.operation-refused": "A change does not go with the roadmap as it is.",
  "problem.unknown-quiz-item": "The quiz has changed meanwhile. Load it again.",
  "problem.placement-answer-refused": "The questions have changed meanwhile. Begin the quiz again.",
  "problem.malformed-cursor": "This place in the list is not known any more. Load the list again.",
  "problem.task-not-found": "There is no such task. It may have been deleted.",
  "problem.roadmap-not-found": "There is no such roadmap. It may have been deleted.",
  "problem.revision-not-found": "The roadmap has no such revision.",
  "problem.concept-not-found":
    "This roadmap has no such concept. It may have been removed in a later revision.",
  "problem.concept-not-in-catalog": "The catalog has nothing about this concept.",
  "problem.content-not-ready": "This has not been written yet.",
  "problem.wrong-id-kind": "This address names something else.",
  "problem.answers-too-late":
    "It is too late to answer: the plan was decided or changed meanwhile. Ask for the change in words instead.",
  "problem.stale-review": "This review is no longer open: it was decided, or the roadmap changed meanwhile.",
  "problem.roadmap-blocked": "The roadmap has problems that must be mended before it can be approved.",
  "problem.stale-revision": "The roadmap has changed meanwhile. It has been loaded again.",
  "problem.calendar-feed-not-found": "There is no calendar at this address, or not any more.",
  "problem.no-such-version": "There is no such version.",
  "problem.no-such-question": "This quiz has no such question. Reload the page.",
  "problem.no-question-left":
    "Every question of this quiz was taken out. Put one back, or have the quiz written anew.",
  "problem.no-search-configured":
    "Links are found by a web search, and none is set up. Whoever runs the server sets one up with MILEPOST_SEARCH.",
  "problem.roadmap-not-approved": "Approve the roadmap first; until then it changes with its edits.",
  "problem.nothing-to-redate": "The dates are right as they are.",
  "problem.stale-schedule": "Progress or the day has changed meanwhile. Look at the new proposal.",
  "problem.task-running": "A task is working on this roadmap. Wait for it, decide its review, or cancel it.",
  "problem.task-ended": "The task has ended and does not change any more.",
  "problem.nothing-to-retry": "Nothing that failed is left to write again.",
  "problem.idempotency-key-reused": "This was sent before in another form. Try again.",
  "problem.transition-refused": "The task is not in a state that allows this.",
  "problem.provider-not-found": "This provider has been removed. Load the page again.",
  "problem.provider-in-use":
    "One of its models is chosen as planner, author or fallback. Choose another there, or none; then remove it.",
  "problem.provider-name-taken": "Another provider has this name. Choose another one.",
  "problem.too-many-providers": "There are as many providers as there can be. Remove one first.",
  "problem.model-secret-missing":
    "The secret that keys are encrypted with is missing on the server. Put it back, or take out the keys that cannot be read.",
  "problem.model-secret-wrong":
    "The stored keys cannot be read with the server’s present secret. Put the right one back, or take out the keys that cannot be read and enter them again.",
  "problem.model-unreachable":
    "The model’s server cannot be reached. Check in the model settings that its address is right, and that it runs; then retry.",
  "problem.model-timed-out": "The model took too long. Retry, or choose a faster one.",
  "problem.model-busy": "The model’s server has too much to do. Retry later, or choose a fallback model.",
  "problem.model-failed": "The model’s server failed. Retry; if it keeps failing, choose a fallback model.",
  "problem.model-speaks-another-protocol":
    "What answers at this address does not speak the provider’s protocol. Check in the model settings the address, which often ends in /v1, and what the provider speaks; then retry.",
  "problem.model-answer-cut": "The model’s answer ended before it was whole. Retry, or choose another model.",
  "problem.model-answer-invalid": "The model’s answer cannot be used. Retry, or choose a stronger model.",
  "problem.model-key-refused":
    "The provider refuses the key, or the key may not use this model. Enter the right key in the model settings, then retry.",
  "problem.model-not-found":
    "The provider has no such model at this address. Choose one from its list in the model settings, then retry.",
  "problem.model-quota-spent":
    "Your account with the provider has no quota left. Add credit there, or choose another model; then retry.",
  "problem.model-context-too-small":
    "The model cannot read and write this much at once. Choose one with a larger context in the model settings, or start your own server with more; then retry.",
  "problem.model-refused":
    "The model declines to answer this. Put the goal in other words, or choose another model.",
  "problem.no-model-configured": "No model is chosen for this. Choose one in the model settings.",
  "problem.spend-cap-reached":
    "The next request could take more than models may spend. Raise the cap in the model settings, then retry. A cap for a day begins anew at midnight UTC, one for a task with each retry.",
  "problem.model-request-rejected":
    "The model’s server does not take the request. In the model settings, choose another way to ask for answers, or another model; then retry.",
  "problem.model-library-missing":
    "The library for this kind of provider is not installed on the server. Whoever runs the server installs it; until then, choose a model of another provider.",
  "problem.search-unreachable": "The web search cannot be reached. Check its address, then try again.",
  "problem.search-key-refused": "The web search refuses the key. Check it in the server’s settings.",
  "problem.search-busy":
    "The web search takes no more questions now. Try again later, or look at the quota of its account.",
  "problem.search-found-nothing":
    "The web search found no page that works and is what it says. Try again later, or choose another search.",
  "problem.search-answer-invalid":
    "What answered for the web search cannot be understood. Check its address; SearXNG needs the format json switched on.",
} as const;
