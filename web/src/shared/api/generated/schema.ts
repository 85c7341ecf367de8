// Generated from the contract documents of the server. Do not edit.

export interface paths {
    "/catalog/concepts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Concepts
         * @description Concepts of the catalog that words name or begin to name, best first.
         */
        get: operations["find_concepts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/caps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Caps
         * @description What models may spend on one task, and on all tasks of one day.
         */
        get: operations["get_model_caps"];
        /**
         * Set Caps
         * @description Bound what models may spend; null where it takes as much as it takes.
         */
        put: operations["set_model_caps"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The providers of models, without their keys.
         */
        get: operations["list_providers"];
        put?: never;
        /**
         * Add
         * @description Add a provider; its key is stored encrypted and never answered.
         */
        post: operations["add_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/providers/{provider_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove
         * @description Forget a provider and its key.
         */
        delete: operations["remove_provider"];
        options?: never;
        head?: never;
        /**
         * Change
         * @description Change a provider; what is left out stays as it is.
         */
        patch: operations["change_provider"];
        trace?: never;
    };
    "/models/providers/{provider_id}/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description The models that a provider lists now.
         */
        get: operations["list_provider_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/providers/{provider_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try Out
         * @description Try a provider out; what is wrong with it is named in the answer.
         */
        post: operations["try_provider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Roles
         * @description Which model plays which part.
         */
        get: operations["get_model_roles"];
        /**
         * Set Roles
         * @description Choose the model of each role; null where none is to play it.
         */
        put: operations["set_model_roles"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/placement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Placement
         * @description The next question that finds out what the learner knows of a goal, or the result; nothing is kept.
         */
        post: operations["step_placement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The owner's roadmaps, newest first; what is in the trash stands in a list of its own.
         */
        get: operations["list_roadmaps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get One
         * @description A roadmap at its current revision, with units and the learner's states.
         */
        get: operations["get_roadmap"];
        put?: never;
        post?: never;
        /**
         * Delete
         * @description Put a roadmap into the trash; a task at work on it is cancelled.
         */
        delete: operations["delete_roadmap"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/calendar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Calendar
         * @description Every session of a roadmap, and how the study stands today.
         */
        get: operations["get_calendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/calendar-feed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Feed
         * @description Whether calendar programs can follow a roadmap, and since when.
         */
        get: operations["get_calendar_feed"];
        /**
         * Make Feed
         * @description Make a secret address that calendar programs follow; the one before stops working.
         */
        put: operations["make_calendar_feed"];
        post?: never;
        /**
         * Revoke Feed
         * @description Make the address stop working.
         */
        delete: operations["revoke_calendar_feed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/calendar.ics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get File
         * @description The sessions of a roadmap as a file for calendar programs.
         */
        get: operations["get_calendar_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/{kind}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rewrite
         * @description Have a model write a part anew, as a new task; what there is stays, and is read until then.
         */
        post: operations["rewrite_unit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/{kind}/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Choose
         * @description Have this version read from now on.
         */
        put: operations["choose_version"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/{kind}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Versions
         * @description Every version of a part, which of them is read, and how it stands with the next.
         */
        get: operations["list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Progress
         * @description Say how far the learner is with a concept.
         */
        put: operations["set_progress"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/quiz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Quiz
         * @description The quiz of a concept, without its answers.
         */
        get: operations["get_quiz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/quiz/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attempt
         * @description Have answers graded; the key comes with the grade.
         */
        post: operations["attempt_quiz"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/quiz/versions/{version}/items/{item_id}/removal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Remove Question
         * @description Take a question out that is wrong, for everyone who learns with this roadmap.
         */
        put: operations["remove_question"];
        post?: never;
        /**
         * Put Question Back
         * @description Ask a question again that was taken out.
         */
        delete: operations["put_question_back"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/resources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Resources
         * @description Where to read on, each with what is known of the link.
         */
        get: operations["get_resources"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/resources/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Links
         * @description Look at the links now, for at most 40 seconds; what was looked at within a minute is not asked for again.
         */
        post: operations["check_resources"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/tutorial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tutorial
         * @description The tutorial of a concept, in Markdown.
         */
        get: operations["get_tutorial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/tutorial/growing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Growing Tutorial
         * @description What there is of a tutorial while a model writes it. It is no tutorial yet, and may begin anew.
         */
        get: operations["get_growing_tutorial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/concepts/{concept_id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why
         * @description Why a concept is in the roadmap: for which goals, by which chain of needs, and why in its place.
         */
        get: operations["get_why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Operations
         * @description Apply edits as a new revision.
         */
        post: operations["apply_operations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/proposals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose
         * @description What a change, in words or as operations, would do; nothing is changed.
         */
        post: operations["propose_change"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore
         * @description Take a roadmap out of the trash.
         */
        post: operations["restore_roadmap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/revert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Revert
         * @description Undo or redo: make another revision's structure the newest.
         */
        post: operations["revert_roadmap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Revisions
         * @description Every revision of a roadmap, newest first.
         */
        get: operations["list_revisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Revision
         * @description A roadmap as it was at an earlier revision.
         */
        get: operations["get_revision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redate
         * @description Keep proposed dates as a new revision; `revert` undoes it.
         */
        post: operations["redate_roadmap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/schedule/proposal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose
         * @description What is left of a roadmap, dated anew from today on; nothing is changed.
         */
        post: operations["propose_redating"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{roadmap_id}/writing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writing
         * @description What it would take to write what is missing of an approved roadmap, or parts of it anew; begins nothing.
         */
        post: operations["forecast_writing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{task_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve
         * @description Approve the roadmap under review, or ask for changes.
         */
        post: operations["decide_review"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/{task_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status
         * @description The status of a task; for a roadmap's id, of its newest task.
         */
        get: operations["get_roadmap_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate
         * @description Begin to make a roadmap for a goal.
         */
        post: operations["generate_roadmap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/roadmaps/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Goal
         * @description What a goal is understood as and whether it fits, or why it would be refused; makes nothing.
         */
        post: operations["preview_roadmap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/settings/study-times": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Times
         * @description When the learner studies; without any times the usual ones for the hours of each roadmap hold.
         */
        get: operations["get_study_times"];
        /**
         * Set Times
         * @description Keep study times, for all roadmaps; the calendars that follow them change with them.
         */
        put: operations["set_study_times"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List All
         * @description The owner's tasks, newest first.
         */
        get: operations["list_tasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get One
         * @description A task with what it was asked to do.
         */
        get: operations["get_task"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer
         * @description Answer what was asked back; an answer that says something else than was assumed has the goal planned anew.
         */
        post: operations["answer_questions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel
         * @description Stop a task; what is finished stays readable.
         */
        post: operations["cancel_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Events
         * @description The long-poll transport: the stored events after a cursor, waited for if there are none.
         */
        get: operations["get_task_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry
         * @description Write again what the task could not, as a new task.
         */
        post: operations["retry_task"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Status
         * @description The status of a task.
         */
        get: operations["get_task_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream
         * @description The SSE transport: the frames of the socket, those of the log with their cursor as `id`.
         */
        get: operations["get_task_stream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/tasks/{task_id}/support": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Support
         * @description The server's part of a problem report.
         */
        get: operations["get_support"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * Accepted
         * @description A task that has been taken on.
         */
        Accepted: {
            /** Roadmap Id */
            roadmap_id: string;
            status: components["schemas"]["TaskStatus"];
            /** Task Id */
            task_id: string;
        };
        /**
         * Add
         * @description Put a concept in: one of the catalog, with all that it needs and that is missing, or one of the learner's own.
         *
         *     What is left out is filled in when it is proposed or applied, and stands in the operation that is answered.
         */
        Add: {
            /**
             * Concept Id
             * @description The catalog's id. An own concept gets one that is derived from its name.
             */
            concept_id?: string | null;
            /**
             * Hours
             * @description Typical hours; the catalog's when absent, needed for an own one.
             */
            hours?: number | null;
            /**
             * Into Id
             * @description The module it goes into; chosen by what it needs and what needs it when absent.
             */
            into_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "add";
            /**
             * Name
             * @description What to call it; the catalog's name when absent, needed for an own one.
             */
            name?: string | null;
            /**
             * Position
             * @description Its index in the module; the end when absent.
             */
            position?: number | null;
            /**
             * Source
             * @default catalog
             * @enum {string}
             */
            source?: "catalog" | "own";
        };
        /**
         * Answers
         * @description What is answered; questions that are not named keep what they have.
         */
        Answers: {
            /**
             * Answers
             * @description By question: one of its options, or where it has none a few words.
             */
            answers: {
                [key: string]: string;
            };
        };
        /**
         * Attempt
         * @description A graded attempt.
         */
        Attempt: {
            /** Attempt Id */
            attempt_id: string;
            /** Items */
            items: components["schemas"]["ItemGrade"][];
            /** Passed */
            passed: boolean;
            /** Score */
            score: number;
        };
        /** AttemptRequest */
        AttemptRequest: {
            /**
             * Answers
             * @description Chosen option ids by item id; an item left out counts as wrong.
             */
            answers: {
                [key: string]: string[];
            };
            /** Version */
            version: number;
        };
        /**
         * CalendarFeed
         * @description Whether a roadmap has an address that calendars can follow.
         */
        CalendarFeed: {
            /**
             * Created At
             * @description Since when; null while there is none.
             */
            created_at: string | null;
        };
        /** CalendarView */
        CalendarView: {
            /** Are Own Times */
            are_own_times: boolean;
            /**
             * Longest Week Minutes
             * @description What the fullest week needs.
             */
            longest_week_minutes: number;
            /** Minutes Per Week */
            minutes_per_week: number;
            /** Minutes Without Time */
            minutes_without_time: number;
            /** Revision */
            revision: number;
            /** Roadmap Id */
            roadmap_id: string;
            /** Sessions */
            sessions: components["schemas"]["SessionView"][];
            standing: components["schemas"]["Standing"];
            /** Time Zone */
            time_zone: string;
            /** Times */
            times: components["schemas"]["StudySlot"][];
            /**
             * Week Start
             * @enum {string}
             */
            week_start: "monday" | "sunday";
        };
        /** Cancelled */
        Cancelled: {
            data: components["schemas"]["EndData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cancelled";
        };
        /**
         * CatalogConceptSummary
         * @description A concept of the catalog, as one looks for it.
         */
        CatalogConceptSummary: {
            /** Concept Id */
            concept_id: string;
            /** Difficulty */
            difficulty: number;
            /**
             * Hours
             * @description Typical hours, practice included.
             */
            hours: number;
            /** Name */
            name: string;
            /** Summary */
            summary: string;
        };
        /**
         * ChainLink
         * @description One step from a concept towards a goal: the next concept, and why that needs the one before.
         */
        ChainLink: {
            /** Concept Id */
            concept_id: string;
            /** Name */
            name: string;
            /** Why */
            why: string;
        };
        /**
         * Changed
         * @description A roadmap after a change.
         */
        Changed: {
            /**
             * Review Id
             * @description The review that the change opened, where one was open before.
             */
            review_id: string | null;
            /** Revision */
            revision: number;
            /** Roadmap Id */
            roadmap_id: string;
            validation: components["schemas"]["ValidationReport"];
        };
        ClientFrame: components["schemas"]["Ping"] | components["schemas"]["GetStatus"];
        /** Closing */
        Closing: {
            /** Code */
            code: number;
            /** Reason */
            reason: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "closing";
        };
        /** Completed */
        Completed: {
            data: components["schemas"]["EndData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "completed";
        };
        /** ConceptComplete */
        ConceptComplete: {
            data: components["schemas"]["UnitData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "concept_complete";
        };
        /** ConceptFailed */
        ConceptFailed: {
            data: components["schemas"]["UnitData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "concept_failed";
        };
        /** ConceptProgress */
        ConceptProgress: {
            /** Concept Id */
            concept_id: string;
            /**
             * State
             * @enum {string}
             */
            state: "not_started" | "in_progress" | "done";
        };
        /** ConceptStart */
        ConceptStart: {
            data: components["schemas"]["UnitData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "concept_start";
        };
        /** ConceptView */
        ConceptView: {
            /** Concept Id */
            concept_id: string;
            /** Description */
            description: string;
            /** Difficulty */
            difficulty: number;
            /** Estimated Hours */
            estimated_hours: number;
            hours: components["schemas"]["Hours"];
            /** In Catalog */
            in_catalog: boolean;
            /** Name */
            name: string;
            /** Prerequisites */
            prerequisites: string[];
            /** Quiz Score */
            quiz_score: number | null;
            /**
             * State
             * @enum {string}
             */
            state: "not_started" | "in_progress" | "done";
            /** Units */
            units: {
                [key: string]: components["schemas"]["UnitView"];
            };
        };
        /**
         * Connected
         * @description The first frame: what the connection is and where it resumes.
         */
        Connected: {
            /** Conn Id */
            conn_id: string;
            /** Epoch */
            epoch: string;
            /** Head */
            head: number;
            /**
             * Heartbeat S
             * @default 20
             */
            heartbeat_s?: number;
            /**
             * Resume From
             * @description The first event sent is the one after this.
             */
            resume_from: number;
            /**
             * Server Time
             * Format: date-time
             */
            server_time: string;
            /** Task Id */
            task_id: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "connected";
            /**
             * V
             * @default 1
             * @constant
             */
            v?: 1;
        };
        /**
         * Correction
         * @description One thing that the model said, and what stands in its place.
         */
        Correction: {
            /**
             * Hours
             * @description For `hours`, what is reckoned with.
             */
            hours?: number | null;
            /**
             * Kind
             * @description `hours` were out of bounds. A need points at nothing, points back, or is one too many: it was dropped. A
             *     `duplicate` stands where it stands first.
             * @enum {string}
             */
            kind: "hours" | "need_unknown" | "need_backward" | "needs_too_many" | "duplicate";
            /**
             * Name
             * @description Of the concept that it is about.
             */
            name: string;
            /**
             * Said
             * @description The hours, the name of what was said to be needed, or the other name of a duplicate.
             * @default
             */
            said?: string;
        };
        /**
         * Corrections
         * @description All that was corrected in one draft.
         */
        Corrections: {
            /**
             * Items
             * @description The first of them.
             * @default []
             */
            items?: components["schemas"]["Correction"][];
            /**
             * Total
             * @default 0
             */
            total?: number;
        };
        /**
         * CostEstimate
         * @description What requests to one model will probably take, if nothing goes wrong.
         */
        CostEstimate: {
            /** Least Micros */
            least_micros: number | null;
            /** Least Tokens */
            least_tokens: number;
            /**
             * Micros
             * @description In micro-units of the currency; null where no price is known.
             */
            micros: number | null;
            /** Model */
            model: string;
            /** Most Micros */
            most_micros: number | null;
            /** Most Tokens */
            most_tokens: number;
            /**
             * Pieces Seen
             * @description From how many earlier pieces of this owner's with this model it was corrected; 0: from usual figures alone.
             */
            pieces_seen: number;
            /** Requests */
            requests: number;
            /**
             * Tokens
             * @description Read and written, together.
             */
            tokens: number;
        };
        /**
         * CostLineView
         * @description What one part of a task has taken; the figures are those of the requests that are settled.
         */
        CostLineView: {
            /** Micros */
            micros: number;
            part: components["schemas"]["SpendPart"];
            /** Pieces */
            pieces: number;
            /** Requests */
            requests: number;
            /** Tokens */
            tokens: number;
        };
        /** CostUpdated */
        CostUpdated: {
            data: components["schemas"]["CostUpdatedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "cost_updated";
        };
        /**
         * CostUpdatedData
         * @description What the task has taken of language models so far.
         */
        CostUpdatedData: {
            /** Input Tokens */
            input_tokens: number;
            /**
             * Micros
             * @description In micro-units of the currency, as far as prices are known.
             */
            micros: number;
            /** Output Tokens */
            output_tokens: number;
            /** Requests */
            requests: number;
            /**
             * Unpriced Tokens
             * @description Of all tokens, those of which no price is known.
             */
            unpriced_tokens: number;
            /** Unsettled Micros */
            unsettled_micros: number;
            /**
             * Unsettled Requests
             * @description Requests under way, or that ended without a word of what they took.
             */
            unsettled_requests: number;
            /**
             * Unsettled Tokens
             * @description What those may take at most.
             */
            unsettled_tokens: number;
        };
        /**
         * Critique
         * @description What came of asking a critic.
         */
        Critique: {
            /**
             * Findings
             * @default []
             */
            findings?: components["schemas"]["Finding"][];
            /**
             * Outcome
             * @description `not_checked`: the critic could not be asked, or gave no answer that can be used.
             * @enum {string}
             */
            outcome: "heard" | "not_checked";
            /**
             * Reason
             * @description For `not_checked` the slug of what went wrong.
             */
            reason?: string | null;
        };
        /**
         * CurrentStatus
         * @description The task as it stood when event `as_of` was the newest.
         */
        CurrentStatus: {
            /** As Of */
            as_of: number;
            progress: components["schemas"]["Progress"];
            /** Review Id */
            review_id: string | null;
            /** Roadmap Id */
            roadmap_id: string;
            status: components["schemas"]["TaskStatus"];
            step: components["schemas"]["TaskStep"];
            /** Task Id */
            task_id: string;
            /** Terminal */
            terminal: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "current_status";
        };
        /**
         * Decision
         * @description What a person decided about the review that is open.
         */
        Decision: {
            /** Approved */
            approved: boolean;
            /**
             * Feedback
             * @description What to change, in words; only with a rejection.
             */
            feedback?: string | null;
            /**
             * Operations
             * @description Edits to apply: before the approval, or as the change asked for.
             * @default []
             */
            operations?: (components["schemas"]["Rename"] | components["schemas"]["Remove"] | components["schemas"]["Move"] | components["schemas"]["Reorder"] | components["schemas"]["Add"] | components["schemas"]["Merge"] | components["schemas"]["Split"] | components["schemas"]["SetHours"] | components["schemas"]["SetPrerequisites"] | components["schemas"]["SetBudget"])[];
            /**
             * Review Id
             * @description The review this decides; the open one when absent.
             */
            review_id?: string | null;
        };
        /** DraftedConcept */
        DraftedConcept: {
            /** Concept Id */
            concept_id: string;
            /** Hours */
            hours: number;
            /** Name */
            name: string;
        };
        /** DraftReset */
        DraftReset: {
            data: components["schemas"]["DraftResetData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "draft_reset";
        };
        /** DraftResetData */
        DraftResetData: {
            /** Attempt */
            attempt: number;
            /** Reason */
            reason: string;
        };
        /**
         * Edge
         * @description Why one concept comes before another.
         */
        Edge: {
            /** After */
            after: string;
            /** Before */
            before: string;
            /**
             * Source
             * @enum {string}
             */
            source: "catalog" | "model" | "person";
            /** Why */
            why: string;
        };
        /** EditApplied */
        EditApplied: {
            data: components["schemas"]["EditAppliedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "edit_applied";
        };
        /** EditAppliedData */
        EditAppliedData: {
            /**
             * By
             * @description `planner`: code mended what the check found. `model`: a critic's changes, each of which code has tried.
             * @enum {string}
             */
            by: "person" | "planner" | "model";
            /**
             * Not Understood
             * @default []
             */
            not_understood?: string[];
            /** Operation Count */
            operation_count: number;
            /** Revision */
            revision: number;
            /** Round */
            round: number;
        };
        /**
         * Effect
         * @description What a change costs or saves.
         */
        Effect: {
            /** End After */
            end_after?: string | null;
            /** End Before */
            end_before?: string | null;
            /**
             * End Change Days
             * @description Below zero when it ends earlier; None when one of the plans has no end.
             */
            end_change_days?: number | null;
            /**
             * Hours Change
             * @description Below zero when it saves time.
             */
            hours_change: number;
        };
        /** EndData */
        EndData: {
            /**
             * Completed
             * @default 0
             */
            completed?: number;
            /**
             * Error Type
             * @description The type of the problem that failed it, by which a page translates; `reason` is English.
             * @default null
             */
            error_type?: string | null;
            /**
             * Failed
             * @default 0
             */
            failed?: number;
            /**
             * Reason
             * @default null
             */
            reason?: string | null;
            /**
             * Skipped
             * @default 0
             */
            skipped?: number;
            /**
             * Total
             * @default 0
             */
            total?: number;
        };
        /**
         * ErrorFrame
         * @description Always followed by a close.
         */
        ErrorFrame: {
            /** Code */
            code: string;
            /**
             * Hint
             * @default null
             */
            hint?: string | null;
            /** Message */
            message: string;
            /** Retry */
            retry: boolean;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "error";
        };
        /**
         * EventsPage
         * @description One answer of the long-poll transport; `events` are the stored bytes.
         */
        EventsPage: {
            /** Epoch */
            epoch: string;
            /** Events */
            events: (components["schemas"]["ProgressEvent"] | components["schemas"]["IntentReady"] | components["schemas"]["QuestionAsked"] | components["schemas"]["QuestionAnswered"] | components["schemas"]["StageDrafted"] | components["schemas"]["ModuleDrafted"] | components["schemas"]["DraftReset"] | components["schemas"]["ValidationFinished"] | components["schemas"]["EditApplied"] | components["schemas"]["HumanReviewRequired"] | components["schemas"]["ReviewDecided"] | components["schemas"]["ConceptStart"] | components["schemas"]["ConceptComplete"] | components["schemas"]["ConceptFailed"] | components["schemas"]["CostUpdated"] | components["schemas"]["TaskRecovering"] | components["schemas"]["Completed"] | components["schemas"]["PartialFailure"] | components["schemas"]["Failed"] | components["schemas"]["Cancelled"])[];
            /** Head */
            head: number;
            /**
             * Next
             * @description The cursor for the next call.
             */
            next: string;
            /** Resync */
            resync: ("epoch_changed" | "cursor_ahead") | null;
            /** Terminal */
            terminal: boolean;
        };
        /** Failed */
        Failed: {
            data: components["schemas"]["EndData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "failed";
        };
        /**
         * FieldError
         * @description One fault of the request, at the place it concerns (a JSON pointer).
         */
        FieldError: {
            /** Detail */
            detail: string;
            /** Pointer */
            pointer: string;
        };
        /**
         * Finding
         * @description One thing that a critic said, and what became of it.
         */
        Finding: {
            /**
             * Operations
             * @description What was changed, exactly.
             * @default []
             */
            operations?: (components["schemas"]["Rename"] | components["schemas"]["Remove"] | components["schemas"]["Move"] | components["schemas"]["Reorder"] | components["schemas"]["Add"] | components["schemas"]["Merge"] | components["schemas"]["Split"] | components["schemas"]["SetHours"] | components["schemas"]["SetPrerequisites"] | components["schemas"]["SetBudget"])[];
            /** Part Id */
            part_id?: string | null;
            /**
             * Part Name
             * @description What the part was called then; it may have been renamed or taken out.
             */
            part_name?: string | null;
            /**
             * State
             * @description `changed`: its changes were made. `remark`: it proposes none. `not_possible`: they cannot be made.
             * @enum {string}
             */
            state: "changed" | "remark" | "not_possible";
            /**
             * Text
             * @description In the learner's language.
             */
            text: string;
            /**
             * Why Not
             * @description For `not_possible`, in English.
             */
            why_not?: string | null;
        };
        /** ForecastRequest */
        ForecastRequest: {
            /**
             * Anew
             * @description Whether a model is to write them anew; else what of them is missing is to be written, as by a retry.
             * @default false
             */
            anew?: boolean;
            /**
             * Units
             * @description Units as `<concept_id>:<kind>`; every unit of the roadmap when absent.
             */
            units?: string[] | null;
        };
        /** GetStatus */
        GetStatus: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "get_status";
        };
        /** GoalChoice */
        GoalChoice: {
            /** Goal Id */
            goal_id: string;
            /** Name */
            name: string;
        };
        /**
         * GoalRequest
         * @description A goal as it was sent. A field that is absent is read from the sentence, else defaulted.
         */
        GoalRequest: {
            /** Additional Context */
            additional_context?: string | null;
            /** Background */
            background?: string | null;
            /** Deadline */
            deadline?: string | null;
            /** Goal */
            goal: string;
            /**
             * Goal Ids
             * @description Catalog goals chosen by the learner; matching is skipped for these.
             * @default []
             */
            goal_ids?: string[];
            /** Hours Per Week */
            hours_per_week?: number | null;
            /**
             * Known
             * @description Concept ids or names the learner already knows.
             * @default []
             */
            known?: string[];
            language?: components["schemas"]["Language"] | null;
            level?: components["schemas"]["Level"] | null;
            /**
             * Planner
             * @description Who designs the roadmap; `auto`: the catalog where it covers the goal, else a model where one is chosen.
             * @default auto
             */
            planner?: ("auto" | "catalog" | "model") | null;
            /**
             * @default {
             *       "unit_kinds": [
             *         "tutorial",
             *         "resources",
             *         "quiz"
             *       ],
             *       "week_start": "monday"
             *     }
             */
            preferences?: components["schemas"]["Preferences"];
            /**
             * Review
             * @description Whether a person decides before anything is written.
             * @default true
             */
            review?: boolean;
            /**
             * Time Zone
             * @default UTC
             */
            time_zone?: string;
        };
        /**
         * GrowingText
         * @description What there is of it; not a finished version of anything.
         */
        GrowingText: {
            /** Beginning */
            beginning: number;
            /**
             * State
             * @enum {string}
             */
            state: "waiting" | "writing" | "over";
            /** Task Id */
            task_id: string | null;
            /** Text */
            text: string;
        };
        /** Health */
        Health: {
            /**
             * Status
             * @enum {string}
             */
            status: "ok" | "unavailable";
            /** Version */
            version: string;
        };
        /**
         * Heartbeat
         * @description Sent after 20 s of silence; a client that stays behind `head` reconnects.
         */
        Heartbeat: {
            /** Head */
            head: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "hb";
        };
        /**
         * Hours
         * @description How long something takes, practice included, in hours: at best, usually, at worst.
         */
        Hours: {
            /** Max */
            max: number;
            /** Min */
            min: number;
            /** Typical */
            typical: number;
        };
        /** HumanReviewRequired */
        HumanReviewRequired: {
            data: components["schemas"]["HumanReviewRequiredData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "human_review_required";
        };
        /** HumanReviewRequiredData */
        HumanReviewRequiredData: {
            /** Review Id */
            review_id: string;
            /** Revision */
            revision: number;
            /** Round */
            round: number;
        };
        /** IntentReady */
        IntentReady: {
            data: components["schemas"]["IntentReadyData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "intent_ready";
        };
        /** IntentReadyData */
        IntentReadyData: {
            /** Gaps */
            gaps: string[];
            /** Goals */
            goals: components["schemas"]["MatchedGoal"][];
            level: components["schemas"]["Level"];
            /** Skills */
            skills: string[];
            /** Unmatched */
            unmatched: string[];
        };
        /**
         * Issue
         * @description One problem of a roadmap, at the part it concerns.
         */
        Issue: {
            /**
             * Code
             * @enum {string}
             */
            code: "cycle" | "unknown_prerequisite" | "backward_prerequisite" | "duplicate_id" | "empty_part" | "no_stages" | "witness_mismatch" | "over_budget" | "hours_out_of_range" | "duplicate_name" | "week_over_cap" | "schedule_mismatch" | "not_proven" | "opinion";
            /**
             * Detail
             * @description In English, and the page translates by `code`; an `opinion` is a model's, in the learner's language.
             */
            detail: string;
            /**
             * Part Id
             * @description The stage, module or concept concerned; None for the whole roadmap.
             */
            part_id?: string | null;
            /**
             * Related Ids
             * @default []
             */
            related_ids?: string[];
            /**
             * Severity
             * @enum {string}
             */
            severity: "blocking" | "warning";
        };
        /** ItemGrade */
        ItemGrade: {
            /** Correct */
            correct: boolean;
            /** Explanation */
            explanation: string;
            /** Item Id */
            item_id: string;
            /** Right Option Ids */
            right_option_ids: string[];
        };
        /**
         * KeyNeed
         * @description Whether a provider asks for a key.
         * @enum {string}
         */
        KeyNeed: "none" | "optional" | "required";
        /**
         * KeyState
         * @description What may be known of a key.
         */
        KeyState: {
            /**
             * Ends With
             * @description Its last four characters, where it is long enough to show them.
             */
            ends_with?: string | null;
            /**
             * State
             * @description Unreadable: stored, but not with the secret that this server has now.
             * @enum {string}
             */
            state: "none" | "stored" | "unreadable";
        };
        /**
         * KnownResource
         * @description A resource as it stands today.
         */
        KnownResource: {
            /**
             * Check
             * @description What is known of the link; `not_checked` when nobody has fetched it.
             * @enum {string}
             */
            check: "ok" | "dead" | "unknown" | "not_checked";
            /** Checked At */
            checked_at?: string | null;
            /** Free */
            free: boolean;
            /**
             * Kind
             * @enum {string}
             */
            kind: "documentation" | "tutorial" | "book" | "course" | "reference" | "standard";
            /** Language */
            language: string;
            /**
             * Missed At
             * @description When it could not be reached the last time, if that was after `checked_at`.
             */
            missed_at?: string | null;
            /** @description Why its link is in its state, or could not be reached since; null where nobody has looked again. */
            reason?: components["schemas"]["LinkReason"] | null;
            /** Title */
            title: string;
            /** Url */
            url: string;
        };
        /**
         * Language
         * @enum {string}
         */
        Language: "en" | "zh";
        /**
         * LeftOut
         * @description Why something is not written for a concept.
         * @enum {string}
         */
        LeftOut: "no_model" | "no_search";
        /**
         * LeftOutParts
         * @description Parts that were asked for and cannot be written.
         */
        LeftOutParts: {
            /**
             * Concepts
             * @description For how many concepts.
             */
            concepts: number;
            kind: components["schemas"]["UnitKind"];
            why: components["schemas"]["LeftOut"];
        };
        /**
         * Level
         * @enum {string}
         */
        Level: "beginner" | "intermediate" | "advanced";
        /**
         * LinkReason
         * @description Why a link is in its state, or a page was not read.
         * @enum {string}
         */
        LinkReason: "found" | "not_allowed" | "no_such_site" | "gone" | "says_not_found" | "redirects_home" | "for_sale" | "asks_to_sign_in" | "refused" | "site_failed" | "no_answer" | "not_trusted" | "unsafe_redirect" | "too_many_redirects" | "too_large" | "wrong_type" | "broken_answer" | "same_for_any_address" | "not_told_apart" | "other_page" | "disallowed" | "no_network";
        /** LinksCheckedView */
        LinksCheckedView: {
            /** Not Looked At */
            not_looked_at: number;
            /** Resources */
            resources: components["schemas"]["KnownResource"][];
            /** Version */
            version: number;
        };
        /** ListOf[CatalogConceptSummary] */
        ListOf_CatalogConceptSummary_: {
            /** Items */
            items: components["schemas"]["CatalogConceptSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** ListOf[RevisionSummary] */
        ListOf_RevisionSummary_: {
            /** Items */
            items: components["schemas"]["RevisionSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** ListOf[RoadmapSummary] */
        ListOf_RoadmapSummary_: {
            /** Items */
            items: components["schemas"]["RoadmapSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /** ListOf[TaskView] */
        ListOf_TaskView_: {
            /** Items */
            items: components["schemas"]["TaskView"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * Live
         * @description History has been sent; from here on events are new.
         */
        Live: {
            /** From */
            from: number;
            /** To */
            to: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "live";
        };
        /**
         * MatchedGoal
         * @description A catalog goal that the sentence means.
         */
        MatchedGoal: {
            /** Goal Id */
            goal_id: string;
            /** Name */
            name: string;
            /**
             * Score
             * @description How sure the match is, 0 to 1.
             */
            score: number;
        };
        /**
         * Merge
         * @description Make one concept of several: hours add up, edges unite, and the target keeps its id, content and progress.
         */
        Merge: {
            /** Into Id */
            into_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "merge";
            /**
             * Name
             * @description The name of the whole; the target's when absent.
             */
            name?: string | null;
            /**
             * Position
             * @description Where the whole stands, counted without it; where the target stands, or the nearest place that its
             *     prerequisites allow, when absent.
             */
            position?: number | null;
            /** Target Id */
            target_id: string;
            /** With Ids */
            with_ids: string[];
        };
        /**
         * ModelCaps
         * @description What one task, and all tasks of one calendar day in UTC, may spend at most. None: as much as it takes.
         */
        ModelCaps: {
            /** Per Day Micros */
            per_day_micros?: number | null;
            /** Per Day Tokens */
            per_day_tokens?: number | null;
            /** Per Task Micros */
            per_task_micros?: number | null;
            /**
             * Per Task Tokens
             * @description Tokens read and written, together.
             */
            per_task_tokens?: number | null;
        };
        /**
         * ModelChoice
         * @description One model of one provider.
         */
        ModelChoice: {
            /**
             * Context Tokens
             * @description How much it reads and writes in one request; null where that is not known.
             */
            context_tokens?: number | null;
            /**
             * Model
             * @description Its name, as the provider spells it.
             */
            model: string;
            /** @description What it costs; null where it is free, or its price is known anyway. */
            price?: components["schemas"]["ModelPrice"] | null;
            /** Provider Id */
            provider_id: string;
        };
        /**
         * ModelPrice
         * @description What a million tokens cost, in micro-units of the currency.
         */
        ModelPrice: {
            /** Input Micros */
            input_micros: number;
            /** Output Micros */
            output_micros: number;
        };
        /**
         * ModelRole
         * @description What a model is asked to do.
         * @enum {string}
         */
        ModelRole: "planner" | "author" | "fallback";
        /**
         * ModelRoles
         * @description Which model plays which part; null where none does.
         */
        ModelRoles: {
            author?: components["schemas"]["ModelChoice"] | null;
            fallback?: components["schemas"]["ModelChoice"] | null;
            planner?: components["schemas"]["ModelChoice"] | null;
        };
        /** ModuleDrafted */
        ModuleDrafted: {
            data: components["schemas"]["ModuleDraftedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "module_drafted";
        };
        /** ModuleDraftedData */
        ModuleDraftedData: {
            /** Attempt */
            attempt: number;
            /** Concepts */
            concepts: components["schemas"]["DraftedConcept"][];
            /** Index */
            index: number;
            /** Module Id */
            module_id: string;
            /** Name */
            name: string;
            /** Stage Id */
            stage_id: string;
        };
        /** ModuleView */
        ModuleView: {
            /** Concepts */
            concepts: components["schemas"]["ConceptView"][];
            /** Description */
            description: string;
            /** Module Id */
            module_id: string;
            /** Name */
            name: string;
        };
        /**
         * Move
         * @description Put a part elsewhere: a concept into a module, a module into a stage, a stage (`into_id` None) in the roadmap.
         */
        Move: {
            /** Into Id */
            into_id?: string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "move";
            /**
             * Position
             * @description The index it has afterwards, counted without itself.
             */
            position: number;
            /** Target Id */
            target_id: string;
        };
        /**
         * MovedConcept
         * @description A concept that is studied in other weeks than before.
         */
        MovedConcept: {
            /** Concept Id */
            concept_id: string;
            /** Name */
            name: string;
            /** Weeks After */
            weeks_after: string[];
            /**
             * Weeks Before
             * @description The first days of its weeks; empty where it stood in none.
             */
            weeks_before: string[];
        };
        /** NamedConcept */
        NamedConcept: {
            /** Concept Id */
            concept_id: string;
            /** Name */
            name: string;
        };
        /** Needed */
        Needed: {
            /** Concept Id */
            concept_id: string;
            /**
             * Why
             * @description The reason; an edge that is there already keeps its own when absent.
             */
            why?: string | null;
        };
        /**
         * NeededFor
         * @description What a concept is there for, and by which way.
         */
        NeededFor: {
            /**
             * Chain
             * @description The shortest way to a concept that the goal asks for by itself; empty when this is one.
             */
            chain: components["schemas"]["ChainLink"][];
            /**
             * Goal Id
             * @description None for concepts that the learner named beside the goals.
             */
            goal_id: string | null;
            /** Goal Name */
            goal_name: string;
            /**
             * Weight
             * @description How much the goal wants the last concept of the chain: it cannot do without it, or is better with it.
             * @enum {string}
             */
            weight: "must" | "should" | "named";
        };
        /**
         * Neighbour
         * @description A concept that this one needs, or that needs it.
         */
        Neighbour: {
            /** Concept Id */
            concept_id: string;
            /** Name */
            name: string;
            /** Why */
            why: string;
        };
        /**
         * NewCalendarFeed
         * @description An address that was just made. It cannot be shown again: only its hash is kept.
         */
        NewCalendarFeed: {
            /**
             * Created At
             * @description Since when; null while there is none.
             */
            created_at: string | null;
            /**
             * Path
             * @description `/calendar/{token}.ics` on this server.
             */
            path: string;
        };
        /**
         * NewProvider
         * @description A provider to be added.
         */
        NewProvider: {
            /** Api Key */
            api_key?: string | null;
            /**
             * Base Url
             * @description Where its server is, up to what comes before `/chat/completions` and the like; null where its kind has one.
             */
            base_url?: string | null;
            kind: components["schemas"]["ProviderKind"];
            /** Name */
            name: string;
            /** @default tool */
            output_mode?: components["schemas"]["OutputMode"];
        };
        /** OperationsRequest */
        OperationsRequest: {
            /** Base Revision */
            base_revision: number;
            /** Operations */
            operations: (components["schemas"]["Rename"] | components["schemas"]["Remove"] | components["schemas"]["Move"] | components["schemas"]["Reorder"] | components["schemas"]["Add"] | components["schemas"]["Merge"] | components["schemas"]["Split"] | components["schemas"]["SetHours"] | components["schemas"]["SetPrerequisites"] | components["schemas"]["SetBudget"])[];
        };
        /**
         * Outcome
         * @enum {string}
         */
        Outcome: "valid" | "invalid" | "not_checked";
        /**
         * OutputMode
         * @description How a model is brought to answer with a value instead of prose.
         * @enum {string}
         */
        OutputMode: "auto" | "tool" | "native" | "prompted";
        /**
         * PackUsed
         * @description A pack of the catalog that a roadmap was made from, as it was then.
         */
        PackUsed: {
            /**
             * Content Hash
             * @description `sha256:` and the digest of the pack's source files.
             */
            content_hash: string;
            /** Pack Id */
            pack_id: string;
            /** Version */
            version: string;
        };
        /** PartialFailure */
        PartialFailure: {
            data: components["schemas"]["EndData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "partial_failure";
        };
        /** Ping */
        Ping: {
            /**
             * T
             * @default null
             */
            t?: number | string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "ping";
        };
        /**
         * PlacedConcept
         * @description A concept that the learner seems to know, and how that was found.
         */
        PlacedConcept: {
            /**
             * Because Id
             * @description For `implied`, that concept.
             */
            because_id?: string | null;
            /** Because Name */
            because_name?: string | null;
            /**
             * Certainty
             * @description How sure it is that the concept is known, given the answers.
             */
            certainty: number;
            /** Concept Id */
            concept_id: string;
            /**
             * Hours
             * @description The typical hours that leaving it out saves.
             */
            hours: number;
            /** Name */
            name: string;
            /**
             * Why
             * @description `answered`: its own question was answered rightly; `implied`: so was that of a concept that builds on it;
             *     `likely`: those who answer like this mostly know it.
             * @enum {string}
             */
            why: "answered" | "implied" | "likely";
        };
        /**
         * PlacementAnswer
         * @description One question, answered.
         */
        PlacementAnswer: {
            /** Concept Id */
            concept_id: string;
            /** Item Id */
            item_id: string;
            /**
             * Option Id
             * @description The chosen option; None for "I do not know".
             */
            option_id?: string | null;
        };
        /**
         * PlacementQuestion
         * @description The next question to ask. Its key stays on the server.
         */
        PlacementQuestion: {
            /** Concept Id */
            concept_id: string;
            /** Concept Name */
            concept_name: string;
            /** Item Id */
            item_id: string;
            /** @description What the question is written in; English where it is not in the learner's language yet. */
            language: components["schemas"]["Language"];
            /** Options */
            options: components["schemas"]["QuizOption"][];
            /** Stem */
            stem: string;
        };
        /** PlacementRequest */
        PlacementRequest: {
            /**
             * Answers
             * @description All answers so far, in the order of the questions.
             * @default []
             */
            answers?: components["schemas"]["PlacementAnswer"][];
            /**
             * Finish
             * @description Ask nothing more, and say what the answers so far show.
             * @default false
             */
            finish?: boolean;
            /** @description As it would be sent to have a roadmap made. What it says is known is not asked about. */
            goal: components["schemas"]["GoalRequest"];
            /**
             * Seed
             * @description Another one asks other questions about the same concepts; the same for one quiz from beginning to end.
             * @default 0
             */
            seed?: number;
        };
        /**
         * PlacementResult
         * @description What the learner seems to know, each concept after all that it needs.
         */
        PlacementResult: {
            /** Known */
            known: components["schemas"]["PlacedConcept"][];
            /**
             * Right Count
             * @description How many of the answers were right.
             */
            right_count: number;
            /**
             * Unknown Count
             * @description How many concepts of the goal are left to learn.
             */
            unknown_count: number;
        };
        /**
         * PlacementStep
         * @description The next question, or the result.
         */
        PlacementStep: {
            /** Answered */
            answered: number;
            /**
             * At Most
             * @default 12
             */
            at_most?: number;
            question?: components["schemas"]["PlacementQuestion"] | null;
            result?: components["schemas"]["PlacementResult"] | null;
        };
        /**
         * PlanDiff
         * @description One plan compared with another.
         */
        PlanDiff: {
            /**
             * Added
             * @default []
             */
            added?: components["schemas"]["NamedConcept"][];
            effect: components["schemas"]["Effect"];
            /** Hours After */
            hours_after: number;
            /** Hours Before */
            hours_before: number;
            /**
             * Moved
             * @description Concepts in another module, or elsewhere in the order; the fewest that explain the change.
             * @default []
             */
            moved?: components["schemas"]["NamedConcept"][];
            /**
             * Removed
             * @default []
             */
            removed?: components["schemas"]["NamedConcept"][];
            /**
             * Renamed
             * @default []
             */
            renamed?: components["schemas"]["RenamedPart"][];
            /**
             * Resized
             * @default []
             */
            resized?: components["schemas"]["ResizedConcept"][];
            /**
             * Rewired
             * @description Concepts that need something else than before.
             * @default []
             */
            rewired?: components["schemas"]["NamedConcept"][];
            verdict_after?: components["schemas"]["Verdict"] | null;
            verdict_before?: components["schemas"]["Verdict"] | null;
        };
        /** Pong */
        Pong: {
            /** Head */
            head: number;
            /** T */
            t: number | string | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "pong";
        };
        /** PracticeTask */
        PracticeTask: {
            /** Done When */
            done_when: string;
            /** Minutes */
            minutes: number;
            /** Task */
            task: string;
        };
        /**
         * Preferences
         * @description How the learner likes it. Everything has a default.
         */
        Preferences: {
            /**
             * Start Date
             * @description The first day of study; today in the learner's time zone when absent.
             */
            start_date?: string | null;
            /**
             * Unit Kinds
             * @description What to write for each concept; the rest is skipped.
             * @default [
             *       "tutorial",
             *       "resources",
             *       "quiz"
             *     ]
             */
            unit_kinds?: components["schemas"]["UnitKind"][];
            /**
             * Week Start
             * @description The day on which study weeks begin.
             * @default monday
             * @enum {string}
             */
            week_start?: "monday" | "sunday";
        };
        /**
         * PreviewAnswer
         * @description One of the two. A refusal is an answer here: half-typed goals are refused all the time.
         */
        PreviewAnswer: {
            preview?: components["schemas"]["PreviewView"] | null;
            refused?: components["schemas"]["RefusalView"] | null;
        };
        /**
         * PreviewView
         * @description What a goal would become; nothing has been made.
         */
        PreviewView: {
            /** Concept Count */
            concept_count: number;
            costs: components["schemas"]["TaskEstimates"] | null;
            /** Fallback Count */
            fallback_count: number;
            /** Goals */
            goals: components["schemas"]["MatchedGoal"][];
            /** Hours Per Week */
            hours_per_week: number;
            /** Known Not Recognised */
            known_not_recognised: string[];
            /**
             * Planner
             * @enum {string}
             */
            planner: "catalog" | "model";
            read: components["schemas"]["ReadFields"];
            /** Schedule End */
            schedule_end: string | null;
            /** Title */
            title: string;
            /** Unmatched */
            unmatched: string[];
            verdict: components["schemas"]["Verdict"] | null;
        };
        /**
         * Problem
         * @description RFC 9457. `type` is stable and what a page translates by; `detail` is English.
         */
        Problem: {
            /** Detail */
            detail: string;
            /** Errors */
            errors?: components["schemas"]["FieldError"][] | null;
            /** Instance */
            instance: string;
            /** Request Id */
            request_id: string;
            /** Status */
            status: number;
            /** Title */
            title: string;
            /** Type */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Progress
         * @description Work finished in the present phase.
         */
        Progress: {
            /**
             * Done
             * @default 0
             */
            done?: number;
            /**
             * Pct
             * @description Whole percent of `total`, 0 to 100.
             * @default 0
             */
            pct?: number;
            /**
             * Total
             * @default 0
             */
            total?: number;
        };
        /** ProgressData */
        ProgressData: {
            /** Done */
            done: number;
            /** Pct */
            pct: number;
            /**
             * Phase
             * @enum {string}
             */
            phase: "plan" | "write";
            /**
             * State
             * @enum {string}
             */
            state: "started" | "finished";
            step: components["schemas"]["TaskStep"];
            /** Total */
            total: number;
        };
        /** ProgressEvent */
        ProgressEvent: {
            data: components["schemas"]["ProgressData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "progress";
        };
        /** ProgressRequest */
        ProgressRequest: {
            /**
             * State
             * @enum {string}
             */
            state: "not_started" | "in_progress" | "done";
        };
        /**
         * Project
         * @description What the learner makes at the end of a stage, and how they know it is done.
         */
        Project: {
            /** Done When */
            done_when: string;
            /** @description What it is written in, where that is not the language of its roadmap. */
            language?: components["schemas"]["Language"] | null;
            /** Task */
            task: string;
            /** Title */
            title: string;
        };
        /**
         * Proposal
         * @description What a change would do; nothing has been changed.
         */
        Proposal: {
            /** Base Revision */
            base_revision: number;
            diff: components["schemas"]["PlanDiff"];
            /** Not Understood */
            not_understood: string[];
            /** Operations */
            operations: components["schemas"]["ProposedOperation"][];
            validation: components["schemas"]["ValidationReport"];
            /** @description What an approval with it would have written; null where the roadmap does not wait for one. */
            writing?: components["schemas"]["WritingForecast"] | null;
        };
        /**
         * ProposalRequest
         * @description What to try out: in words, as operations, or both (operations first).
         */
        ProposalRequest: {
            /** Base Revision */
            base_revision: number;
            /** Feedback */
            feedback?: string | null;
            /**
             * Operations
             * @default []
             */
            operations?: (components["schemas"]["Rename"] | components["schemas"]["Remove"] | components["schemas"]["Move"] | components["schemas"]["Reorder"] | components["schemas"]["Add"] | components["schemas"]["Merge"] | components["schemas"]["Split"] | components["schemas"]["SetHours"] | components["schemas"]["SetPrerequisites"] | components["schemas"]["SetBudget"])[];
        };
        /** ProposedOperation */
        ProposedOperation: {
            /** @description What this one changes, on what the ones before it left. */
            effect: components["schemas"]["Effect"];
            /** Operation */
            operation: components["schemas"]["Rename"] | components["schemas"]["Remove"] | components["schemas"]["Move"] | components["schemas"]["Reorder"] | components["schemas"]["Add"] | components["schemas"]["Merge"] | components["schemas"]["Split"] | components["schemas"]["SetHours"] | components["schemas"]["SetPrerequisites"] | components["schemas"]["SetBudget"];
        };
        /**
         * Provider
         * @description A provider as its owner sees it.
         */
        Provider: {
            /** Base Url */
            base_url: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            key: components["schemas"]["KeyState"];
            kind: components["schemas"]["ProviderKind"];
            /** Name */
            name: string;
            output_mode: components["schemas"]["OutputMode"];
            /** Provider Id */
            provider_id: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /**
             * Used By
             * @description The roles whose model is of this provider.
             */
            used_by: components["schemas"]["ModelRole"][];
        };
        /**
         * ProviderChange
         * @description What is to be different; what is left out stays.
         */
        ProviderChange: {
            /**
             * Api Key
             * @description A new key; null takes the stored one out. A key stays with its server: another server needs it again.
             */
            api_key?: string | null;
            /** Base Url */
            base_url?: string | null;
            /** Name */
            name?: string | null;
            output_mode?: components["schemas"]["OutputMode"] | null;
        };
        /**
         * ProviderKind
         * @description The protocol that a provider's server speaks.
         * @enum {string}
         */
        ProviderKind: "openai_compatible" | "openai_responses" | "anthropic" | "google";
        /**
         * ProviderModels
         * @description The models that a provider lists, by name.
         */
        ProviderModels: {
            /** Items */
            items: string[];
        };
        /**
         * ProviderPreset
         * @description What to fill in for a provider.
         */
        ProviderPreset: {
            /**
             * Base Url
             * @description Where its server is when nobody has moved it; null where the library of its kind knows that.
             */
            base_url: string | null;
            key: components["schemas"]["KeyNeed"];
            kind: components["schemas"]["ProviderKind"];
            /** Name */
            name: string;
            /** Preset */
            preset: string;
        };
        /**
         * Providers
         * @description All providers of an owner, oldest first.
         */
        Providers: {
            /** Items */
            items: components["schemas"]["Provider"][];
            /**
             * Presets
             * @description Providers that people use, for whoever adds one.
             */
            presets: components["schemas"]["ProviderPreset"][];
        };
        /**
         * Pruned
         * @description A concept left out, and why; nothing is dropped silently.
         */
        Pruned: {
            /** Concept Id */
            concept_id: string;
            /**
             * Hours
             * @description The typical hours that leaving it out saves.
             */
            hours: number;
            /**
             * Into Id
             * @description For `merged` the concept that teaches it now.
             */
            into_id?: string | null;
            /** Name */
            name: string;
            /**
             * Why
             * @enum {string}
             */
            why: "known" | "implied_by_known" | "level" | "over_budget" | "removed" | "merged";
        };
        /**
         * Question
         * @description Something that a goal leaves open, with what is assumed of it. It never holds anything up.
         */
        Question: {
            /**
             * Answer
             * @description What the learner said.
             */
            answer?: string | null;
            /**
             * Default
             * @description What is assumed until it is answered: one of the options, where there are any.
             */
            default: string;
            /**
             * Options
             * @description The values it can be answered with; none where it is answered in one's own words.
             * @default []
             */
            options?: string[];
            /** Question Id */
            question_id: string;
            /** Text */
            text: string;
            /**
             * Why
             * @description What depends on it.
             * @default
             */
            why?: string;
        };
        /** QuestionAnswered */
        QuestionAnswered: {
            data: components["schemas"]["QuestionAnsweredData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "question_answered";
        };
        /**
         * QuestionAnsweredData
         * @description An answer, or that an answer was taken back because nothing could be planned with it.
         */
        QuestionAnsweredData: {
            /**
             * Effect
             * @description `none`: the plan is made with it already. `plans_anew`: what was drafted counts for nothing, and the goal is
             *     analysed again.
             * @enum {string}
             */
            effect: "none" | "plans_anew" | "taken_back";
            /** Question Id */
            question_id: string;
            /**
             * Reason
             * @description For `taken_back` the slug of what went wrong.
             * @default null
             */
            reason?: string | null;
            /**
             * Value
             * @description What the question is answered with now; None: what was assumed counts again.
             */
            value: string | null;
        };
        /**
         * QuestionAsked
         * @description Nobody has to answer: the run goes on with what is assumed.
         */
        QuestionAsked: {
            data: components["schemas"]["Question"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "question_asked";
        };
        /** QuizItemView */
        QuizItemView: {
            /** Item Id */
            item_id: string;
            /**
             * Level
             * @enum {string}
             */
            level: "recall" | "apply" | "analyse";
            /** Options */
            options: components["schemas"]["QuizOptionView"][];
            /** Several */
            several: boolean;
            /** Stem */
            stem: string;
        };
        /** QuizOption */
        QuizOption: {
            /** Option Id */
            option_id: string;
            /** Text */
            text: string;
        };
        /** QuizOptionView */
        QuizOptionView: {
            /** Option Id */
            option_id: string;
            /** Text */
            text: string;
        };
        /** QuizView */
        QuizView: {
            /** Items */
            items: components["schemas"]["QuizItemView"][];
            language: components["schemas"]["Language"];
            /** Removed */
            removed: components["schemas"]["RemovedItemView"][];
            /** Too Short */
            too_short: boolean;
            /** Version */
            version: number;
        };
        /**
         * ReadFields
         * @description What was read out of the sentence, shown as filled fields; explicit fields win.
         */
        ReadFields: {
            /** Deadline */
            deadline?: string | null;
            /** Hours Per Week */
            hours_per_week?: number | null;
            /**
             * Known
             * @description Names of what the learner says they know already, in their words.
             * @default []
             */
            known?: string[];
            level?: components["schemas"]["Level"] | null;
        };
        /**
         * Redating
         * @description That, and from which day on, a calendar was dated anew by how the study went.
         */
        Redating: {
            /**
             * As Of
             * Format: date
             * @description Everything that was left then is studied on this day or later.
             */
            as_of: string;
            /** Deadline */
            deadline?: string | null;
            /**
             * Done
             * @description Concepts that were done by then. Those done before their week stand in no week any more.
             * @default []
             */
            done?: string[];
            /** Hours Per Week */
            hours_per_week: number;
        };
        /** RedatingAccepted */
        RedatingAccepted: {
            /**
             * Aim
             * @description Whether what can stay in its week stays there, or the plan ends as early as it can.
             * @default fewest_moves
             * @enum {string}
             */
            aim?: "fewest_moves" | "earliest_end";
            /** Base Revision */
            base_revision: number;
            /**
             * Schedule Hash
             * @description Of the proposal, so that what is kept is what was seen.
             */
            schedule_hash: string;
        };
        /**
         * RedatingProposal
         * @description What dating the rest anew would do; nothing has been changed.
         */
        RedatingProposal: {
            /**
             * Aim
             * @enum {string}
             */
            aim: "fewest_moves" | "earliest_end";
            /**
             * As Of
             * Format: date
             */
            as_of: string;
            /** Base Revision */
            base_revision: number;
            /** End After */
            end_after: string | null;
            /** End Before */
            end_before: string | null;
            /** Moved */
            moved: components["schemas"]["MovedConcept"][];
            schedule: components["schemas"]["Schedule"];
            /** Schedule Hash */
            schedule_hash: string;
            /**
             * Staying
             * @description How many concepts that are not done stay in their weeks.
             */
            staying: number;
            verdict_after: components["schemas"]["Verdict"] | null;
            verdict_before: components["schemas"]["Verdict"] | null;
        };
        /** RedatingRequest */
        RedatingRequest: {
            /**
             * Aim
             * @description Whether what can stay in its week stays there, or the plan ends as early as it can.
             * @default fewest_moves
             * @enum {string}
             */
            aim?: "fewest_moves" | "earliest_end";
            /** Base Revision */
            base_revision: number;
        };
        /**
         * RefusalView
         * @description Why a goal could not be taken on, in the terms of the problem that `generate` would answer.
         */
        RefusalView: {
            /**
             * Candidates
             * @default []
             */
            candidates?: components["schemas"]["GoalChoice"][];
            /** Detail */
            detail: string;
            /**
             * Nearest
             * @default []
             */
            nearest?: components["schemas"]["GoalChoice"][];
            /** Title */
            title: string;
            /** Type */
            type: string;
            /**
             * Unmatched
             * @default []
             */
            unmatched?: string[];
        };
        /** Removal */
        Removal: {
            /**
             * Reason
             * @description What is wrong with the question.
             */
            reason?: string | null;
        };
        /**
         * Remove
         * @description Take a stage, module or concept out. What still needs it loses the edge; ids and progress of others stay.
         */
        Remove: {
            /**
             * Because
             * @default not_wanted
             * @enum {string}
             */
            because?: "known" | "not_wanted";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "remove";
            /** Target Id */
            target_id: string;
        };
        /**
         * RemovedItemView
         * @description A question that was found wrong. It is not asked any more, and can be taken back.
         */
        RemovedItemView: {
            /** Item Id */
            item_id: string;
            /** Reason */
            reason: string | null;
            /**
             * Removed At
             * Format: date-time
             */
            removed_at: string;
            /** Stem */
            stem: string;
        };
        /**
         * Rename
         * @description Give a stage, module or concept another name.
         */
        Rename: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "rename";
            /** Name */
            name: string;
            /** Target Id */
            target_id: string;
        };
        /**
         * RenamedPart
         * @description A stage, module or concept with another name than before.
         */
        RenamedPart: {
            /** Name After */
            name_after: string;
            /** Name Before */
            name_before: string;
            /** Part Id */
            part_id: string;
        };
        /**
         * Reorder
         * @description Put all that stands in a stage or module, or with no target the stages themselves, into another order.
         */
        Reorder: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "reorder";
            /**
             * Order
             * @description Every part that stands there, once.
             */
            order: string[];
            /** Target Id */
            target_id?: string | null;
        };
        /**
         * ResizedConcept
         * @description A concept with other hours than before.
         */
        ResizedConcept: {
            /** Concept Id */
            concept_id: string;
            /** Hours After */
            hours_after: number;
            /** Hours Before */
            hours_before: number;
            /** Name */
            name: string;
        };
        /** ResourcesView */
        ResourcesView: {
            /** Resources */
            resources: components["schemas"]["KnownResource"][];
            /** Version */
            version: number;
        };
        /**
         * Resync
         * @description The cursor does not fit this log: drop local state, the replay follows.
         */
        Resync: {
            /** Epoch */
            epoch: string;
            /** Head */
            head: number;
            /**
             * Reason
             * @enum {string}
             */
            reason: "epoch_changed" | "cursor_ahead";
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "resync";
        };
        /** RetryRequest */
        RetryRequest: {
            /**
             * Units
             * @description Units as `<concept_id>:<kind>`; every unit of the roadmap that is not completed when absent.
             */
            units?: string[] | null;
        };
        /** RevertRequest */
        RevertRequest: {
            /** Base Revision */
            base_revision: number;
            /** To Revision */
            to_revision: number;
        };
        /** ReviewDecided */
        ReviewDecided: {
            data: components["schemas"]["ReviewDecidedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "review_decided";
        };
        /** ReviewDecidedData */
        ReviewDecidedData: {
            /** Approved */
            approved: boolean;
            /** Review Id */
            review_id: string;
            /** Revision */
            revision: number;
        };
        /** RevisionSummary */
        RevisionSummary: {
            /** By */
            by: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Operation Count */
            operation_count: number;
            /** Restores */
            restores: number | null;
            /** Revision */
            revision: number;
        };
        /** RewriteRequest */
        RewriteRequest: {
            /**
             * Instructions
             * @description What to change, in the learner's words; another version of the same when absent.
             */
            instructions?: string | null;
        };
        /**
         * Rewriting
         * @description A new version of a unit that a person asked for.
         */
        Rewriting: {
            /**
             * Instructions
             * @description What to change, in their words; None: anything else.
             */
            instructions?: string | null;
        };
        /**
         * RoadmapState
         * @enum {string}
         */
        RoadmapState: "drafting" | "in_review" | "approved";
        /** RoadmapSummary */
        RoadmapSummary: {
            /** Concepts Done */
            concepts_done: number;
            /** Concepts Total */
            concepts_total: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Deleted At
             * @description Since when it has been in the trash; null while it is not.
             */
            deleted_at: string | null;
            /**
             * End Date
             * @description The day on which the calendar ends, ISO 8601.
             */
            end_date: string | null;
            /** Goal */
            goal: string;
            /** Language */
            language: string;
            /**
             * Purge At
             * @description When the trash lets go of it for good.
             */
            purge_at: string | null;
            /** Revision */
            revision: number;
            /** Roadmap Id */
            roadmap_id: string;
            state: components["schemas"]["RoadmapState"];
            /** Task Id */
            task_id: string;
            task_status: components["schemas"]["TaskStatus"];
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /** RoadmapView */
        RoadmapView: {
            corrections: components["schemas"]["Corrections"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            critique: components["schemas"]["Critique"] | null;
            /** Deleted At */
            deleted_at: string | null;
            /** Goal */
            goal: string;
            /** Language */
            language: string;
            /** Not Covered */
            not_covered: string[];
            /** Not Written */
            not_written: string[];
            /** Packs */
            packs: components["schemas"]["PackUsed"][];
            /** Pruned */
            pruned: components["schemas"]["Pruned"][];
            /** Purge At */
            purge_at: string | null;
            /** Revision */
            revision: number;
            /** Roadmap Id */
            roadmap_id: string;
            schedule: components["schemas"]["Schedule"];
            /** Stages */
            stages: components["schemas"]["StageView"][];
            state: components["schemas"]["RoadmapState"];
            /** Task Id */
            task_id: string;
            task_status: components["schemas"]["TaskStatus"];
            /** Time Zone */
            time_zone: string;
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            validation: components["schemas"]["ValidationReport"] | null;
            verdict: components["schemas"]["Verdict"] | null;
            witness: components["schemas"]["Witness"];
            writing: components["schemas"]["WritingForecast"] | null;
        };
        /** Schedule */
        Schedule: {
            /** End Date */
            end_date?: string | null;
            /** @description None while the weeks are as they were planned. */
            redated?: components["schemas"]["Redating"] | null;
            /** Start Date */
            start_date?: string | null;
            /**
             * Weeks
             * @default []
             */
            weeks?: components["schemas"]["Week"][];
        };
        ServerFrame: components["schemas"]["Connected"] | components["schemas"]["CurrentStatus"] | components["schemas"]["Live"] | components["schemas"]["Heartbeat"] | components["schemas"]["Resync"] | components["schemas"]["ErrorFrame"] | components["schemas"]["Closing"] | components["schemas"]["Pong"] | components["schemas"]["ProgressEvent"] | components["schemas"]["IntentReady"] | components["schemas"]["QuestionAsked"] | components["schemas"]["QuestionAnswered"] | components["schemas"]["StageDrafted"] | components["schemas"]["ModuleDrafted"] | components["schemas"]["DraftReset"] | components["schemas"]["ValidationFinished"] | components["schemas"]["EditApplied"] | components["schemas"]["HumanReviewRequired"] | components["schemas"]["ReviewDecided"] | components["schemas"]["ConceptStart"] | components["schemas"]["ConceptComplete"] | components["schemas"]["ConceptFailed"] | components["schemas"]["CostUpdated"] | components["schemas"]["TaskRecovering"] | components["schemas"]["Completed"] | components["schemas"]["PartialFailure"] | components["schemas"]["Failed"] | components["schemas"]["Cancelled"];
        /** SessionView */
        SessionView: {
            /** Concept Id */
            concept_id: string | null;
            /** Count */
            count: number;
            /**
             * Day
             * Format: date
             */
            day: string;
            /**
             * End
             * Format: date-time
             */
            end: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "learn" | "review";
            /** Minutes */
            minutes: number;
            /** Number */
            number: number;
            /**
             * Start
             * Format: date-time
             */
            start: string;
            /** Week */
            week: number;
        };
        /**
         * SetBudget
         * @description Change the hours a week or the deadline that the plan is made for. What is absent stays.
         */
        SetBudget: {
            /** Deadline */
            deadline?: string | null;
            /** Hours Per Week */
            hours_per_week?: number | null;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "set_budget";
            /**
             * No Deadline
             * @description Whether there is to be no deadline any more.
             * @default false
             */
            no_deadline?: boolean;
        };
        /**
         * SetHours
         * @description Say how long a concept takes; its best and worst case keep their share of that.
         */
        SetHours: {
            /** Hours */
            hours: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "set_hours";
            /** Target Id */
            target_id: string;
        };
        /**
         * SetPrerequisites
         * @description Say all that a concept needs. What makes concepts need each other in a circle is refused.
         */
        SetPrerequisites: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "set_prerequisites";
            /**
             * Prerequisites
             * @default []
             */
            prerequisites?: components["schemas"]["Needed"][];
            /** Target Id */
            target_id: string;
        };
        /**
         * SpendPart
         * @description One kind of question. Places that ask are called after it: `outline`, `concepts:<stage>`, `quiz:<concept>`.
         * @enum {string}
         */
        SpendPart: "intent" | "outline" | "concepts" | "edges" | "critique" | "edit" | "tutorial" | "resources" | "quiz" | "other";
        /**
         * Split
         * @description Make several concepts of one. The first keeps its id, content and progress; each needs the one before.
         */
        Split: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            kind: "split";
            /** Parts */
            parts: components["schemas"]["SplitPart"][];
            /** Target Id */
            target_id: string;
        };
        /** SplitPart */
        SplitPart: {
            /**
             * Concept Id
             * @description Of every part but the first, which keeps the target's; derived when absent.
             */
            concept_id?: string | null;
            /** Hours */
            hours: number;
            /** Name */
            name: string;
        };
        /** StageDrafted */
        StageDrafted: {
            data: components["schemas"]["StageDraftedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "stage_drafted";
        };
        /** StageDraftedData */
        StageDraftedData: {
            /** Attempt */
            attempt: number;
            /** Concept Count */
            concept_count: number;
            /** Expected Stages */
            expected_stages: number | null;
            /** Index */
            index: number;
            /** Module Count */
            module_count: number;
            /** Name */
            name: string;
            /** Stage Id */
            stage_id: string;
        };
        /** StageView */
        StageView: {
            /** Description */
            description: string;
            /** Modules */
            modules: components["schemas"]["ModuleView"][];
            /** Name */
            name: string;
            project: components["schemas"]["Project"] | null;
            /** Stage Id */
            stage_id: string;
        };
        /**
         * Standing
         * @description How a plan stands on a day.
         */
        Standing: {
            /**
             * Days Ahead
             * @description How much earlier the plan could end, when something was done before its week.
             * @default 0
             */
            days_ahead?: number;
            /**
             * Hours Behind
             * @description What was planned for weeks that are over and has not been studied.
             * @default 0
             */
            hours_behind?: number;
            /**
             * Late
             * @description The concepts whose hours those are, in order.
             * @default []
             */
            late?: string[];
            /**
             * Outcome
             * @enum {string}
             */
            outcome: "not_begun" | "on_time" | "behind" | "ahead" | "finished";
            /**
             * Today
             * Format: date
             * @description The calendar day in the time zone of the roadmap.
             */
            today: string;
            /**
             * Week
             * @description The number of the week that it is; None before the first and after the last.
             */
            week?: number | null;
        };
        /**
         * StudySlot
         * @description A time of the week that is kept for study.
         */
        StudySlot: {
            /** Minutes */
            minutes: number;
            /**
             * Start
             * @description Local time, in the time zone of the roadmap.
             */
            start: string;
            /**
             * Weekday
             * @enum {string}
             */
            weekday: "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday";
        };
        /**
         * StudyTimes
         * @description The times of a week; none means that nothing has been set.
         */
        StudyTimes: {
            /**
             * Slots
             * @default []
             */
            slots?: components["schemas"]["StudySlot"][];
        };
        /**
         * SupportView
         * @description What helps to find a fault, with nothing personal in it.
         */
        SupportView: {
            /** Epoch */
            epoch: string;
            /** Last Seq */
            last_seq: number;
            /** Server Log */
            server_log: string[];
            status: components["schemas"]["TaskStatus"];
            step: components["schemas"]["TaskStep"];
            /** Task Id */
            task_id: string;
            /** Versions */
            versions: {
                [key: string]: string;
            };
        };
        /**
         * TaskCostView
         * @description What a task has taken of language models, and what was said beforehand. Money is in micro-units.
         */
        TaskCostView: {
            /** Anew Micros */
            anew_micros: number;
            /** Anew Tokens */
            anew_tokens: number;
            estimates: components["schemas"]["TaskEstimates"] | null;
            /** Input Tokens */
            input_tokens: number;
            /** Lines */
            lines: components["schemas"]["CostLineView"][];
            /** Micros */
            micros: number;
            /** Output Tokens */
            output_tokens: number;
            /** Requests */
            requests: number;
            /** Tokens */
            tokens: number;
            /** Unpriced Tokens */
            unpriced_tokens: number;
            /** Unsettled Micros */
            unsettled_micros: number;
            /** Unsettled Requests */
            unsettled_requests: number;
            /** Unsettled Tokens */
            unsettled_tokens: number;
        };
        /**
         * TaskError
         * @description Why a task failed, in the terms of a problem document.
         */
        TaskError: {
            /** Detail */
            detail: string;
            /** Type */
            type: string;
        };
        /**
         * TaskEstimates
         * @description What was said beforehand that a task would take.
         */
        TaskEstimates: {
            planning?: components["schemas"]["CostEstimate"] | null;
            /** @description Of the plans that were called for by answers, all of them together; none where the first one stands. */
            planning_anew?: components["schemas"]["CostEstimate"] | null;
            writing?: components["schemas"]["CostEstimate"] | null;
        };
        TaskEvent: components["schemas"]["ProgressEvent"] | components["schemas"]["IntentReady"] | components["schemas"]["QuestionAsked"] | components["schemas"]["QuestionAnswered"] | components["schemas"]["StageDrafted"] | components["schemas"]["ModuleDrafted"] | components["schemas"]["DraftReset"] | components["schemas"]["ValidationFinished"] | components["schemas"]["EditApplied"] | components["schemas"]["HumanReviewRequired"] | components["schemas"]["ReviewDecided"] | components["schemas"]["ConceptStart"] | components["schemas"]["ConceptComplete"] | components["schemas"]["ConceptFailed"] | components["schemas"]["CostUpdated"] | components["schemas"]["TaskRecovering"] | components["schemas"]["Completed"] | components["schemas"]["PartialFailure"] | components["schemas"]["Failed"] | components["schemas"]["Cancelled"];
        /**
         * TaskPurpose
         * @description What a task is for.
         */
        TaskPurpose: {
            /**
             * Concept Id
             * @description Of the one part, where there is one only.
             */
            concept_id?: string | null;
            /**
             * Concept Name
             * @description Null where the roadmap does not have the concept any more.
             */
            concept_name?: string | null;
            /**
             * Kind
             * @description `roadmap`: a goal, from its beginning. `plan_again`: the same, after a task of which no plan came. `missing`:
             *     parts that failed, were not begun, or came in later. `anew`: another version of one part.
             * @enum {string}
             */
            kind: "roadmap" | "plan_again" | "missing" | "anew";
            part?: components["schemas"]["UnitKind"] | null;
            /**
             * Parts
             * @description How many parts it writes; 0 where it makes the plan first.
             * @default 0
             */
            parts?: number;
        };
        /** TaskRecovering */
        TaskRecovering: {
            data: components["schemas"]["TaskRecoveringData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "task_recovering";
        };
        /** TaskRecoveringData */
        TaskRecoveringData: {
            /** Reason */
            reason: string;
        };
        /**
         * TaskStatus
         * @enum {string}
         */
        TaskStatus: "pending" | "processing" | "human_review_pending" | "completed" | "partial_failure" | "failed" | "cancelled";
        /** TaskStatusView */
        TaskStatusView: {
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Epoch */
            epoch: string;
            error: components["schemas"]["TaskError"] | null;
            /** Last Seq */
            last_seq: number;
            progress: components["schemas"]["Progress"];
            /** Review Id */
            review_id: string | null;
            /** Roadmap Id */
            roadmap_id: string;
            status: components["schemas"]["TaskStatus"];
            step: components["schemas"]["TaskStep"];
            /** Task Id */
            task_id: string;
            /** Terminal */
            terminal: boolean;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * TaskStep
         * @enum {string}
         */
        TaskStep: "queued" | "intent_analysis" | "curriculum_design" | "structure_validation" | "roadmap_edit" | "human_review" | "content_generation" | "finished";
        /**
         * TaskView
         * @description A task with what it was asked to do.
         */
        TaskView: {
            cost: components["schemas"]["TaskCostView"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Ended At */
            ended_at: string | null;
            /** Epoch */
            epoch: string;
            error: components["schemas"]["TaskError"] | null;
            /** Last Seq */
            last_seq: number;
            /** Parent Task Id */
            parent_task_id: string | null;
            /** Planner */
            planner: string;
            progress: components["schemas"]["Progress"];
            purpose: components["schemas"]["TaskPurpose"];
            /** Questions */
            questions: components["schemas"]["Question"][];
            request: components["schemas"]["GoalRequest"];
            /** Review Id */
            review_id: string | null;
            /** Roadmap Id */
            roadmap_id: string;
            status: components["schemas"]["TaskStatus"];
            step: components["schemas"]["TaskStep"];
            /** Task Id */
            task_id: string;
            /** Terminal */
            terminal: boolean;
            /** Title */
            title: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * Trial
         * @description What trying a provider has shown.
         */
        Trial: {
            /**
             * Better Base Url
             * @description An address at which it works, where the one that was given is nearly right.
             */
            better_base_url: string | null;
            /** @description Null where it works. */
            cause: components["schemas"]["TrialCause"] | null;
            /** Is Ok */
            is_ok: boolean;
            /** Latency Ms */
            latency_ms: number;
            /**
             * Model
             * @description The model that answered or did not; null where only the list was asked for.
             */
            model: string | null;
            /**
             * Models
             * @description What the provider lists; empty where it lists nothing.
             */
            models: string[];
        };
        /**
         * TrialCause
         * @description Why it does not work, in the terms of a problem document.
         */
        TrialCause: {
            /**
             * Detail
             * @description What happened, and what to do.
             */
            detail: string;
            /** Title */
            title: string;
            /** Type */
            type: string;
        };
        /**
         * TrialRequest
         * @description What to try.
         */
        TrialRequest: {
            /**
             * Model
             * @description The model to have a word from; null takes one that a role has, else only the list is asked for.
             */
            model?: string | null;
        };
        /** TutorialView */
        TutorialView: {
            /**
             * Body
             * @description Markdown, no raw HTML.
             */
            body: string;
            /**
             * Kind
             * @default tutorial
             * @constant
             */
            kind?: "tutorial";
            /** @description The language the guide is written in; may differ from the learner's, which the page then marks. */
            language: components["schemas"]["Language"];
            /** Outcomes */
            outcomes: string[];
            practice?: components["schemas"]["PracticeTask"] | null;
            /** Version */
            version: number;
        };
        /**
         * UnitData
         * @description One unit, although the event is called after the concept.
         */
        UnitData: {
            /** Attempt */
            attempt: number;
            /** Concept Id */
            concept_id: string;
            /** Done */
            done: number;
            kind: components["schemas"]["UnitKind"];
            /**
             * Reason
             * @default null
             */
            reason?: string | null;
            status: components["schemas"]["UnitStatus"];
            /** Total */
            total: number;
            /**
             * Unit
             * @description `<concept_id>:<kind>`
             */
            unit: string;
            /**
             * Version
             * @default null
             */
            version?: number | null;
        };
        /**
         * UnitKind
         * @description What is written for a concept.
         * @enum {string}
         */
        UnitKind: "tutorial" | "resources" | "quiz";
        /**
         * UnitStatus
         * @enum {string}
         */
        UnitStatus: "pending" | "running" | "completed" | "failed" | "skipped";
        /** UnitView */
        UnitView: {
            /** Reason */
            reason?: string | null;
            status: components["schemas"]["UnitStatus"];
            /** Version */
            version: number;
        };
        /** ValidationFinished */
        ValidationFinished: {
            data: components["schemas"]["ValidationFinishedData"];
            /** Seq */
            seq: number;
            /** Task Id */
            task_id: string;
            /**
             * Ts
             * Format: date-time
             */
            ts: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "validation_finished";
        };
        /** ValidationFinishedData */
        ValidationFinishedData: {
            /**
             * By
             * @description Who looked. What a model says is an opinion: `valid` means that nothing of it blocks.
             * @default code
             * @enum {string}
             */
            by?: "code" | "model";
            /**
             * Issues
             * @description At most 20; the whole list stands with the review.
             */
            issues: components["schemas"]["Issue"][];
            outcome: components["schemas"]["Outcome"];
            /** Round */
            round: number;
            /** Total */
            total: number;
        };
        /** ValidationReport */
        ValidationReport: {
            /**
             * Issues
             * @default []
             */
            issues?: components["schemas"]["Issue"][];
            outcome: components["schemas"]["Outcome"];
        };
        /**
         * Verdict
         * @description Does this fit? Hours needed against hours available.
         */
        Verdict: {
            /** Deadline */
            deadline?: string | null;
            /** End Date */
            end_date?: string | null;
            /**
             * Hours Available
             * @description Hours to learn until the deadline, the share for review taken off; None without a deadline.
             */
            hours_available?: number | null;
            /**
             * Hours Over
             * @description By how many hours it does not fit; 0 when it does.
             * @default 0
             */
            hours_over?: number;
            /**
             * Hours P50
             * @description What half of all learners need at most; the calendar is packed with the typical hours.
             */
            hours_p50: number;
            /**
             * Hours P80
             * @description What eight in ten learners need at most.
             */
            hours_p80: number;
            /** Hours Per Week */
            hours_per_week: number;
            /**
             * Outcome
             * @description `tight` when the calendar ends in time and a slow learner (P80) does not.
             * @enum {string}
             */
            outcome: "fits" | "tight" | "does_not_fit" | "no_deadline";
            /**
             * Ways Out
             * @default []
             */
            ways_out?: components["schemas"]["WayOut"][];
            /** Weeks */
            weeks: number;
        };
        /** VersionChoice */
        VersionChoice: {
            /** Version */
            version: number;
        };
        /**
         * VersionRecord
         * @description One finished version of a unit, without its content.
         */
        VersionRecord: {
            /**
             * Author
             * @description `catalog` or `model`.
             */
            author: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Instructions
             * @description What was asked of it, where it was asked for in words.
             */
            instructions?: string | null;
            /** Task Id */
            task_id: string;
            /** Version */
            version: number;
        };
        /**
         * Versions
         * @description The versions of a unit, and how it stands with the next.
         */
        Versions: {
            /** @description What is asked of the version that is being written, or that could not be. */
            asked?: components["schemas"]["Rewriting"] | null;
            /**
             * Parts Of Task
             * @description How many parts that task has still to finish, this one among them: stopping it ends them all.
             * @default 0
             */
            parts_of_task?: number;
            /**
             * Reason
             * @description Why the last attempt failed.
             */
            reason?: string | null;
            status: components["schemas"]["UnitStatus"];
            /**
             * Task Id
             * @description Which task is at work on it.
             */
            task_id?: string | null;
            /**
             * Version
             * @description The one that is read; 0 while there is none.
             */
            version: number;
            /**
             * Versions
             * @description Oldest first.
             */
            versions: components["schemas"]["VersionRecord"][];
        };
        /**
         * WayOut
         * @description One computed way to make a plan fit.
         */
        WayOut: {
            /**
             * Drop
             * @default []
             */
            drop?: string[];
            /**
             * Drop Names
             * @default []
             */
            drop_names?: string[];
            /** End Date */
            end_date?: string | null;
            /** Hours Per Week */
            hours_per_week?: number | null;
            /**
             * Kind
             * @enum {string}
             */
            kind: "more_weeks" | "more_hours" | "fewer_concepts";
        };
        /** Week */
        Week: {
            /**
             * Hours
             * @description All hours of the week, at most the hours per week.
             */
            hours: number;
            /** Items */
            items: components["schemas"]["WeekItem"][];
            /**
             * Light
             * @default false
             */
            light?: boolean;
            /** Number */
            number: number;
            /**
             * Review Hours
             * @description Time kept for spaced review of earlier concepts, in hours.
             */
            review_hours: number;
            /**
             * Start
             * Format: date
             */
            start: string;
        };
        /** WeekItem */
        WeekItem: {
            /** Concept Id */
            concept_id: string;
            /** Hours */
            hours: number;
            /**
             * Part
             * @description Which part of the concept this is, from 1.
             */
            part: number;
            /**
             * Parts
             * @description How many weeks the concept is spread over.
             */
            parts: number;
        };
        /**
         * Why
         * @description Why this is here, and why in this place.
         */
        Why: {
            /** Concept Id */
            concept_id: string;
            /**
             * Is Explained
             * @description Whether the roadmap says what its goals ask for; those made before it did have an empty `needed_for`.
             */
            is_explained: boolean;
            /**
             * Module Name
             * @description The module that it is studied with, as far as these two allow.
             */
            module_name: string;
            /** Name */
            name: string;
            /**
             * Needed For
             * @description One entry for each goal that needs it. Empty as well when it came in, or was left over, by an edit.
             */
            needed_for: components["schemas"]["NeededFor"][];
            /**
             * Needs
             * @description In the order of study.
             */
            needs: components["schemas"]["Neighbour"][];
            /** @description The first concept that needs it: it cannot come later. None when it could come last. */
            not_after: components["schemas"]["Neighbour"] | null;
            /** @description The last concept that it needs: it cannot come earlier. None when it could come first. */
            not_before: components["schemas"]["Neighbour"] | null;
            /**
             * Unlocks
             * @description In the order of study.
             */
            unlocks: components["schemas"]["Neighbour"][];
        };
        /**
         * Witness
         * @description The proof of order that a roadmap carries: its order, and the reason for each edge.
         */
        Witness: {
            /** Edges */
            edges: components["schemas"]["Edge"][];
            /** Order */
            order: string[];
        };
        /**
         * WritingForecast
         * @description What would be written, what would not, and what it would take.
         */
        WritingForecast: {
            /** @description Of what a model would write; null where it would write nothing. */
            estimate: components["schemas"]["CostEstimate"] | null;
            /**
             * From Catalog
             * @description How many of them come from the catalog, for nothing.
             */
            from_catalog: number;
            /** Left Out */
            left_out: components["schemas"]["LeftOutParts"][];
            /**
             * Parts
             * @description Units that would be written.
             */
            parts: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    find_concepts: {
        parameters: {
            query: {
                /** @description Of the names; words are understood in every language. */
                language?: components["schemas"]["Language"];
                limit?: number;
                /** @description A name, the beginning of one, or words that mean it. */
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOf_CatalogConceptSummary_"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_caps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelCaps"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_model_caps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelCaps"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelCaps"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Providers"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    add_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewProvider"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, model-secret-missing, model-secret-wrong, provider-name-taken, too-many-providers. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_provider: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: provider-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, provider-in-use. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    change_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: provider-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-secret-missing, model-secret-wrong, provider-name-taken. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_provider_models: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderModels"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: provider-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-secret-missing, model-secret-wrong. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-busy, model-failed, model-key-refused, model-not-found, model-quota-spent, model-speaks-another-protocol, model-unreachable. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-timed-out. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    try_provider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrialRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trial"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: provider-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-secret-missing, model-secret-wrong. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_model_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelRoles"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_model_roles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelRoles"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelRoles"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    step_placement: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlacementRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlacementStep"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, deadline-in-the-past, goal-ambiguous, goal-not-covered, placement-answer-refused, unknown-goal. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_roadmaps: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                after?: string | null;
                /** @description What is in the trash, instead of what is not. */
                deleted?: boolean;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOf_RoadmapSummary_"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, malformed-cursor. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_roadmap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadmapView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    delete_roadmap: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadmapSummary"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calendar_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarFeed"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    make_calendar_feed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewCalendarFeed"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revoke_calendar_feed: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarFeed"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_calendar_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description iCalendar (RFC 5545). */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Still what `If-None-Match` or `If-Modified-Since` names. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rewrite_unit: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                concept_id: string;
                kind: components["schemas"]["UnitKind"];
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RewriteRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, no-model-configured, no-search-configured, roadmap-deleted, roadmap-not-approved, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choose_version: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                concept_id: string;
                kind: components["schemas"]["UnitKind"];
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionChoice"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Versions"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, no-such-version, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, roadmap-deleted, roadmap-not-approved, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                kind: components["schemas"]["UnitKind"];
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Versions"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProgressRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConceptProgress"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_quiz: {
        parameters: {
            query?: {
                /** @description Any version that there is; the one that is in use when absent. */
                version?: number | null;
            };
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuizView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    attempt_quiz: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttemptRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempt"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, no-question-left, roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, unknown-quiz-item. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    remove_question: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                item_id: string;
                roadmap_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Removal"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuizView"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, no-such-question, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    put_question_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                item_id: string;
                roadmap_id: string;
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuizView"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, no-such-question, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_resources: {
        parameters: {
            query?: {
                /** @description Any version that there is; the one that is in use when absent. */
                version?: number | null;
            };
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResourcesView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check_resources: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LinksCheckedView"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_tutorial: {
        parameters: {
            query?: {
                /** @description Any version that there is; the one that is in use when absent. */
                version?: number | null;
            };
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TutorialView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_growing_tutorial: {
        parameters: {
            query?: {
                /** @description Seconds to wait for more of it, at most 30. */
                wait?: number | null;
            };
            header?: {
                "If-None-Match"?: string | null;
            };
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GrowingText"];
                };
            };
            /** @description Still what `If-None-Match` names, after `wait` seconds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: content-not-ready, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_why: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                concept_id: string;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: concept-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    apply_operations: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OperationsRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, roadmap-deleted, stale-revision, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, operation-refused. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    propose_change: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposalRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Proposal"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-secret-missing, model-secret-wrong, roadmap-deleted, spend-cap-reached, stale-revision. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, feedback-not-understood, operation-refused. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-answer-cut, model-answer-invalid, model-busy, model-context-too-small, model-failed, model-key-refused, model-library-missing, model-not-found, model-quota-spent, model-refused, model-request-rejected, model-speaks-another-protocol, model-unreachable. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-timed-out. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restore_roadmap: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadmapSummary"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revert_roadmap: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevertRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, roadmap-deleted, stale-revision, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, operation-refused. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_revisions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOf_RevisionSummary_"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_revision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revision: number;
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoadmapView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redate_roadmap: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedatingAccepted"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, nothing-to-redate, roadmap-deleted, roadmap-not-approved, stale-revision, stale-schedule, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    propose_redating: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedatingRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RedatingProposal"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: revision-not-found, roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: nothing-to-redate, roadmap-deleted, roadmap-not-approved, stale-revision. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forecast_writing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                roadmap_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ForecastRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WritingForecast"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-approved. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decide_review: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decision"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, model-secret-missing, model-secret-wrong, roadmap-blocked, roadmap-deleted, spend-cap-reached, stale-review. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, feedback-not-understood, feedback-with-approval, nothing-to-change, operation-refused. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-answer-cut, model-answer-invalid, model-busy, model-context-too-small, model-failed, model-key-refused, model-library-missing, model-not-found, model-quota-spent, model-refused, model-request-rejected, model-speaks-another-protocol, model-unreachable. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: model-timed-out. */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_roadmap_status: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a change, at most 30. */
                wait?: number | null;
            };
            header?: {
                "If-None-Match"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskStatusView"];
                };
            };
            /** @description Still what `If-None-Match` names, after `wait` seconds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    generate_roadmap: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, no-model-configured. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, deadline-in-the-past, goal-ambiguous, goal-not-covered, goal-says-nothing, unknown-goal. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    preview_roadmap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoalRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewAnswer"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, unknown-goal. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_study_times: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyTimes"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    set_study_times: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StudyTimes"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StudyTimes"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    list_tasks: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before. */
                after?: string | null;
                limit?: number;
                status?: components["schemas"]["TaskStatus"] | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOf_TaskView_"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, malformed-cursor. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_task: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answer_questions: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Answers"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: answers-too-late, idempotency-key-reused, roadmap-deleted. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancel_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, task-ended. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_task_events: {
        parameters: {
            query?: {
                /** @description `<epoch>.<seq>` or a bare number. */
                after?: string;
                /** @description Events at most. */
                limit?: number;
                /** @description Seconds to wait. */
                wait?: number;
            };
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Events, and the cursor for the next call. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsPage"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request, malformed-cursor. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retry_task: {
        parameters: {
            query?: never;
            header?: {
                /** @description Any text that is new for each new request; a repeated one gets the first answer again. */
                "Idempotency-Key"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RetryRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            /** @description Problem: wrong-host, wrong-origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: idempotency-key-reused, nothing-to-retry, roadmap-deleted, task-running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: body-too-large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_task_status: {
        parameters: {
            query?: {
                /** @description Seconds to wait for a change, at most 30. */
                wait?: number | null;
            };
            header?: {
                "If-None-Match"?: string | null;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskStatusView"];
                };
            };
            /** @description Still what `If-None-Match` names, after `wait` seconds. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: roadmap-not-found, task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_task_stream: {
        parameters: {
            query?: {
                /** @description `<epoch>.<seq>` or a bare number. */
                after?: string;
            };
            header?: {
                /** @description The same; wins over `after`. */
                "Last-Event-ID"?: string;
            };
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Each `data` is one `ServerFrame` of the AsyncAPI document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description The log has ended, and the cursor has all of it: do not come back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: malformed-cursor. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: too-many-streams. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    get_support: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SupportView"];
                };
            };
            /** @description Problem: wrong-host. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: task-not-found, wrong-id-kind. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: invalid-request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Problem: storage-unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
