/** The contract's shapes under the names this code uses; the only place that knows how the server spells them. */
import type { components, paths } from "./generated/schema";

type Schemas = components["schemas"];

/** What a call takes as its body. */
type Body<Path extends keyof paths, Method extends keyof paths[Path]> = paths[Path][Method] extends {
  requestBody?: { content: { "application/json": infer Json } };
}
  ? Json
  : never;

export type TaskEvent = Schemas["TaskEvent"];
export type EventType = TaskEvent["type"];
export type EventOf<Type extends EventType> = Extract<TaskEvent, { type: Type }>;
/** The frames beside the events. */
export type ServerFrame = Exclude<Schemas["ServerFrame"], TaskEvent>;
export type FrameOf<Type extends ServerFrame["type"]> = Extract<ServerFrame, { type: Type }>;
export type ClientFrame = Schemas["ClientFrame"];
export type EventPage = Schemas["EventsPage"];

export type TaskStatusView = Schemas["TaskStatusView"];
export type TaskStatus = TaskStatusView["status"];
export type TaskStep = TaskStatusView["step"];
export type Progress = TaskStatusView["progress"];
/** A task with what it was asked to do. */
export type TaskDetail = Schemas["TaskView"];
/** What a task is for: a roadmap, parts of it that are missing, or one part anew. */
export type TaskPurpose = TaskDetail["purpose"];
/** What a task has taken of language models, and what was said beforehand. */
export type TaskCost = NonNullable<TaskDetail["cost"]>;
export type CostEstimate = Schemas["CostEstimate"];
export type WritingForecast = Schemas["WritingForecast"];
/** Something asked back about the goal, with what is assumed or was answered. */
export type Question = Schemas["Question"];

export type GoalRequest = Body<"/roadmaps/generate", "post">;
export type Preview = Schemas["PreviewView"];
export type Refusal = Schemas["RefusalView"];
export type PlacementStep = Schemas["PlacementStep"];
export type PlacementQuestion = Schemas["PlacementQuestion"];
export type PlacementResult = Schemas["PlacementResult"];
export type PlacementAnswer = Schemas["PlacementAnswer"];
export type Why = Schemas["Why"];
export type Decision = Body<"/roadmaps/{task_id}/approve", "post">;
export type OperationsRequest = Body<"/roadmaps/{roadmap_id}/operations", "post">;
export type Operation = OperationsRequest["operations"][number];
export type Proposal = Schemas["Proposal"];
export type PlanDiff = Schemas["PlanDiff"];
export type Effect = Schemas["Effect"];

export type CatalogConcept = Schemas["CatalogConceptSummary"];
export type RevisionSummary = Schemas["RevisionSummary"];
export type Roadmap = Schemas["RoadmapView"];
export type RoadmapSummary = Schemas["RoadmapSummary"];
export type Stage = Roadmap["stages"][number];
export type Module = Stage["modules"][number];
export type Concept = Module["concepts"][number];
export type Verdict = Schemas["Verdict"];
export type WayOut = Schemas["WayOut"];
export type Schedule = Roadmap["schedule"];
export type Week = NonNullable<Schedule["weeks"]>[number];
export type RoadmapCalendar = Schemas["CalendarView"];
export type Session = RoadmapCalendar["sessions"][number];
export type StudyTimes = Schemas["StudyTimes"];
export type StudySlot = Schemas["StudySlot"];
export type Redating = Schemas["RedatingProposal"];
export type RedatingAim = Redating["aim"];
export type Provider = Schemas["Provider"];
export type ProviderKind = Schemas["ProviderKind"];
export type ProviderPreset = Schemas["ProviderPreset"];
export type NewProvider = Schemas["NewProvider"];
export type ProviderChange = Schemas["ProviderChange"];
export type OutputMode = Schemas["OutputMode"];
export type ModelTrial = Schemas["Trial"];
export type ModelRole = Schemas["ModelRole"];
export type ModelRoles = Schemas["ModelRoles"];
export type ModelChoice = Schemas["ModelChoice"];
export type ModelCaps = Schemas["ModelCaps"];
export type Edge = Schemas["Edge"];
export type Pruned = Schemas["Pruned"];
export type Issue = Schemas["Issue"];
export type ValidationReport = Schemas["ValidationReport"];
/** What a model said of the plan under review. */
export type Critique = Schemas["Critique"];
export type Finding = Schemas["Finding"];
/** What of a model's draft was not taken as it was. */
export type Corrections = Schemas["Corrections"];
export type Correction = Schemas["Correction"];
export type UnitKind = Schemas["UnitKind"];
export type UnitStatus = Schemas["UnitStatus"];
export type LearnerState = Schemas["ProgressRequest"]["state"];

export type Tutorial = Schemas["TutorialView"];
export type Resource = Schemas["KnownResource"];
export type Resources = Schemas["ResourcesView"];
export type Quiz = Schemas["QuizView"];
export type Versions = Schemas["Versions"];
export type Version = Versions["versions"][number];
export type GrowingText = Schemas["GrowingText"];
export type QuizItem = Quiz["items"][number];
export type Attempt = Schemas["Attempt"];
export type Support = Schemas["SupportView"];
