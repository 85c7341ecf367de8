BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE draft_stage (
	task_id VARCHAR(32) NOT NULL, 
	attempt INTEGER NOT NULL, 
	"index" INTEGER NOT NULL, 
	draft TEXT NOT NULL, 
	CONSTRAINT pk_draft_stage PRIMARY KEY (task_id, attempt, "index"), 
	CONSTRAINT fk_draft_stage_task_id FOREIGN KEY(task_id) REFERENCES task (task_id)
);
INSERT INTO "draft_stage" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',1,0,'{"index":0,"expected_stages":1,"stage":{"stage_id":"s1","name":"Stage s1","description":"","project":null,"modules":[{"module_id":"m1","name":"Module m1","description":"","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":[],"in_catalog":true},{"concept_id":"topic.c2","name":"About topic.c2","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":["topic.c1"],"in_catalog":true}]}]}}');
INSERT INTO "draft_stage" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',1,0,'{"index":0,"expected_stages":1,"stage":{"stage_id":"s1","name":"Stage s1","description":"","project":null,"modules":[{"module_id":"m1","name":"Module m1","description":"","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":[],"in_catalog":true},{"concept_id":"topic.c2","name":"About topic.c2","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":["topic.c1"],"in_catalog":true}]}]}}');
CREATE TABLE idempotency (
	owner_id VARCHAR(64) NOT NULL, 
	"key" VARCHAR(200) NOT NULL, 
	route VARCHAR(200) NOT NULL, 
	body_hash VARCHAR(64) NOT NULL, 
	status INTEGER NOT NULL, 
	answer TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_idempotency PRIMARY KEY (owner_id, "key")
);
INSERT INTO "idempotency" VALUES('local','decided','test','1314081e19c7b198eb53ecd7c5877e8afd61879eb0b0d48dae0e0990b47f93f6',200,'{"task_id":"tsk_01m81f3642fffbb76hrr4m3adf","roadmap_id":"rmp_01m81f3642ejss84n85mn5p219","status":"processing"}','2026-11-22T09:00:00.000014+00:00');
CREATE TABLE instance (
	name VARCHAR(64) NOT NULL, 
	value TEXT NOT NULL, 
	CONSTRAINT pk_instance PRIMARY KEY (name)
);
INSERT INTO "instance" VALUES('log_epoch','ae11d1ac');
CREATE TABLE learner_concept (
	owner_id VARCHAR(64) NOT NULL, 
	concept_key VARCHAR(160) NOT NULL, 
	state VARCHAR(11) NOT NULL, 
	updated_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_learner_concept PRIMARY KEY (owner_id, concept_key), 
	CONSTRAINT ck_learner_concept_state CHECK (state IN ('not_started', 'in_progress', 'done'))
);
INSERT INTO "learner_concept" VALUES('local','topic.c1','done','2026-11-22T09:00:00.000022+00:00');
CREATE TABLE process (
	process_id VARCHAR(64) NOT NULL, 
	beat_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_process PRIMARY KEY (process_id)
);
CREATE TABLE quiz_attempt (
	attempt_id VARCHAR(32) NOT NULL, 
	owner_id VARCHAR(64) NOT NULL, 
	roadmap_id VARCHAR(32) NOT NULL, 
	concept_id VARCHAR(120) NOT NULL, 
	version INTEGER NOT NULL, 
	answers TEXT NOT NULL, 
	score FLOAT NOT NULL, 
	passed BOOLEAN NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_quiz_attempt PRIMARY KEY (attempt_id), 
	CONSTRAINT fk_quiz_attempt_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id)
);
INSERT INTO "quiz_attempt" VALUES('att_01m81f3683es49fxxj8hgekjg2','local','rmp_01m81f3642ejss84n85mn5p219','topic.c1',1,'{"q1":["a"]}',1.0,TRUE,'2026-11-22T09:00:00.000021+00:00');
CREATE TABLE review (
	review_id VARCHAR(32) NOT NULL, 
	task_id VARCHAR(32) NOT NULL, 
	roadmap_id VARCHAR(32) NOT NULL, 
	round INTEGER NOT NULL, 
	revision INTEGER NOT NULL, 
	state VARCHAR(8) NOT NULL, 
	report TEXT NOT NULL, 
	feedback TEXT, 
	created_at VARCHAR(32) NOT NULL, 
	decided_at VARCHAR(32), 
	CONSTRAINT pk_review PRIMARY KEY (review_id), 
	CONSTRAINT fk_review_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id), 
	CONSTRAINT fk_review_task_id FOREIGN KEY(task_id) REFERENCES task (task_id), 
	CONSTRAINT uq_review_task_id_round UNIQUE (task_id, round), 
	CONSTRAINT ck_review_state CHECK (state IN ('open', 'approved', 'rejected', 'closed'))
);
INSERT INTO "review" VALUES('rev_01m81f3667egpszwgtkwzh9ej7','tsk_01m81f3642fffbb76hrr4m3adf','rmp_01m81f3642ejss84n85mn5p219',1,1,'approved','{"outcome":"valid","issues":[]}',NULL,'2026-11-22T09:00:00.000013+00:00','2026-11-22T09:00:00.000015+00:00');
INSERT INTO "review" VALUES('rev_01m81f36byfc4rg6jvyvcwm4kd','tsk_01m81f3699f8m82gwvbz1b51bx','rmp_01m81f3699fa7s4t5qp9420406',1,1,'open','{"outcome":"valid","issues":[]}',NULL,'2026-11-22T09:00:00.000040+00:00',NULL);
CREATE TABLE roadmap (
	roadmap_id VARCHAR(32) NOT NULL, 
	owner_id VARCHAR(64) NOT NULL, 
	task_id VARCHAR(32) NOT NULL, 
	title TEXT NOT NULL, 
	goal TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	time_zone VARCHAR(64) NOT NULL, 
	revision INTEGER NOT NULL, 
	state VARCHAR(9) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	updated_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_roadmap PRIMARY KEY (roadmap_id), 
	CONSTRAINT ck_roadmap_state CHECK (state IN ('drafting', 'in_review', 'approved'))
);
INSERT INTO "roadmap" VALUES('rmp_01m81f3642ejss84n85mn5p219','local','tsk_01m81f368hf3zbffq2633ny3d1','learn it; its title’s long — 学习','learn it; its title’s long — 学习','en','UTC',1,'approved','2026-11-22T09:00:00.000003+00:00','2026-11-22T09:00:00.000016+00:00');
INSERT INTO "roadmap" VALUES('rmp_01m81f3699fa7s4t5qp9420406','local','tsk_01m81f3699f8m82gwvbz1b51bx','another','another','en','UTC',1,'in_review','2026-11-22T09:00:00.000030+00:00','2026-11-22T09:00:00.000040+00:00');
CREATE TABLE roadmap_revision (
	roadmap_id VARCHAR(32) NOT NULL, 
	revision INTEGER NOT NULL, 
	"plan" TEXT NOT NULL, 
	"by" VARCHAR(7) NOT NULL, 
	operations TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_roadmap_revision PRIMARY KEY (roadmap_id, revision), 
	CONSTRAINT fk_roadmap_revision_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id), 
	CONSTRAINT ck_roadmap_revision_by CHECK ("by" IN ('planner', 'person', 'revert'))
);
INSERT INTO "roadmap_revision" VALUES('rmp_01m81f3642ejss84n85mn5p219',1,'{"roadmap":{"title":"learn it; its title’s long — 学习","stages":[{"stage_id":"s1","name":"Stage s1","description":"","project":null,"modules":[{"module_id":"m1","name":"Module m1","description":"","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":[],"in_catalog":true},{"concept_id":"topic.c2","name":"About topic.c2","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":["topic.c1"],"in_catalog":true}]}]}],"edges":[{"before":"topic.c1","after":"topic.c2","why":"It builds on it.","source":"catalog"}],"pruned":[],"not_covered":[],"keep_order":[]},"witness":{"order":["topic.c1","topic.c2"],"edges":[{"before":"topic.c1","after":"topic.c2","why":"It builds on it.","source":"catalog"}]},"schedule":{"start_date":"2026-11-22","end_date":"2026-11-28","weeks":[{"number":1,"start":"2026-11-22","items":[{"concept_id":"topic.c1","hours":0.5,"part":1,"parts":2}],"review_hours":0.0,"hours":0.5,"light":false},{"number":2,"start":"2026-11-23","items":[{"concept_id":"topic.c1","hours":1.5,"part":2,"parts":2},{"concept_id":"topic.c2","hours":2.0,"part":1,"parts":1}],"review_hours":0.6333,"hours":4.1333,"light":false}]},"verdict":{"outcome":"no_deadline","hours_p50":4.0,"hours_p80":4.0,"hours_available":null,"hours_over":0.0,"hours_per_week":5.0,"weeks":2,"end_date":"2026-11-28","deadline":null,"ways_out":[]}}','planner','[]','2026-11-22T09:00:00.000010+00:00');
INSERT INTO "roadmap_revision" VALUES('rmp_01m81f3699fa7s4t5qp9420406',1,'{"roadmap":{"title":"another","stages":[{"stage_id":"s1","name":"Stage s1","description":"","project":null,"modules":[{"module_id":"m1","name":"Module m1","description":"","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":[],"in_catalog":true},{"concept_id":"topic.c2","name":"About topic.c2","description":"","hours":{"min":2.0,"typical":2.0,"max":2.0},"difficulty":1,"prerequisites":["topic.c1"],"in_catalog":true}]}]}],"edges":[{"before":"topic.c1","after":"topic.c2","why":"It builds on it.","source":"catalog"}],"pruned":[],"not_covered":[],"keep_order":[]},"witness":{"order":["topic.c1","topic.c2"],"edges":[{"before":"topic.c1","after":"topic.c2","why":"It builds on it.","source":"catalog"}]},"schedule":{"start_date":"2026-11-22","end_date":"2026-11-28","weeks":[{"number":1,"start":"2026-11-22","items":[{"concept_id":"topic.c1","hours":0.5,"part":1,"parts":2}],"review_hours":0.0,"hours":0.5,"light":false},{"number":2,"start":"2026-11-23","items":[{"concept_id":"topic.c1","hours":1.5,"part":2,"parts":2},{"concept_id":"topic.c2","hours":2.0,"part":1,"parts":1}],"review_hours":0.6333,"hours":4.1333,"light":false}]},"verdict":{"outcome":"no_deadline","hours_p50":4.0,"hours_p80":4.0,"hours_available":null,"hours_over":0.0,"hours_per_week":5.0,"weeks":2,"end_date":"2026-11-28","deadline":null,"ways_out":[]}}','planner','[]','2026-11-22T09:00:00.000037+00:00');
CREATE TABLE run (
	"key" VARCHAR(200) NOT NULL, 
	task_id VARCHAR(32) NOT NULL, 
	kind VARCHAR(4) NOT NULL, 
	n INTEGER NOT NULL, 
	args TEXT NOT NULL, 
	token VARCHAR(64), 
	owner VARCHAR(64), 
	state VARCHAR(5) NOT NULL, 
	outcome VARCHAR(64), 
	created_at VARCHAR(32) NOT NULL, 
	ended_at VARCHAR(32), 
	CONSTRAINT pk_run PRIMARY KEY ("key"), 
	CONSTRAINT fk_run_task_id FOREIGN KEY(task_id) REFERENCES task (task_id), 
	CONSTRAINT ck_run_kind CHECK (kind IN ('plan', 'edit', 'gen')), 
	CONSTRAINT ck_run_state CHECK (state IN ('open', 'ended', 'lost'))
);
INSERT INTO "run" VALUES('plan:tsk_01m81f3642fffbb76hrr4m3adf:1','tsk_01m81f3642fffbb76hrr4m3adf','plan',1,'{"revision":null,"review_id":null,"operations":[],"feedback":null}','5e0c1d417b71991df5a110eca1baf471','prc_01m81f3642f9qrc1f7gxv03h5z','ended','settled','2026-11-22T09:00:00.000005+00:00','2026-11-22T09:00:00.000012+00:00');
INSERT INTO "run" VALUES('gen:tsk_01m81f3642fffbb76hrr4m3adf:1:1','tsk_01m81f3642fffbb76hrr4m3adf','gen',1,'{"revision":1,"review_id":null,"operations":[],"feedback":null}','9ded2532d53300f109e2f25b884fcaf3','prc_01m81f3642f9qrc1f7gxv03h5z','ended','written','2026-11-22T09:00:00.000018+00:00','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "run" VALUES('gen:tsk_01m81f368hf3zbffq2633ny3d1:1:1','tsk_01m81f368hf3zbffq2633ny3d1','gen',1,'{"revision":1,"review_id":null,"operations":[],"feedback":null}','6c2be460e3fad89eae453b669c5f9e5c','prc_01m81f3642f9qrc1f7gxv03h5z','ended','written','2026-11-22T09:00:00.000026+00:00','2026-11-22T09:00:00.000027+00:00');
INSERT INTO "run" VALUES('plan:tsk_01m81f3699f8m82gwvbz1b51bx:1','tsk_01m81f3699f8m82gwvbz1b51bx','plan',1,'{"revision":null,"review_id":null,"operations":[],"feedback":null}','aa9350383f85542f12f4816f08acee77','prc_01m81f3642f9qrc1f7gxv03h5z','ended','settled','2026-11-22T09:00:00.000032+00:00','2026-11-22T09:00:00.000039+00:00');
CREATE TABLE setting (
	owner_id VARCHAR(64) NOT NULL, 
	name VARCHAR(100) NOT NULL, 
	value TEXT NOT NULL, 
	updated_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY (owner_id, name)
);
CREATE TABLE task (
	task_id VARCHAR(32) NOT NULL, 
	owner_id VARCHAR(64) NOT NULL, 
	roadmap_id VARCHAR(32) NOT NULL, 
	parent_task_id VARCHAR(32), 
	request TEXT NOT NULL, 
	planner VARCHAR(64) NOT NULL, 
	today VARCHAR(10) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	step VARCHAR(20) NOT NULL, 
	progress_done INTEGER NOT NULL, 
	progress_total INTEGER NOT NULL, 
	review_id VARCHAR(32), 
	round INTEGER NOT NULL, 
	draft_attempt INTEGER NOT NULL, 
	intent TEXT, 
	error TEXT, 
	last_seq INTEGER NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	updated_at VARCHAR(32) NOT NULL, 
	ended_at VARCHAR(32), 
	CONSTRAINT pk_task PRIMARY KEY (task_id), 
	CONSTRAINT fk_task_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id), 
	CONSTRAINT ck_task_status CHECK (status IN ('pending', 'processing', 'human_review_pending', 'completed', 'partial_failure', 'failed', 'cancelled')), 
	CONSTRAINT ck_task_step CHECK (step IN ('queued', 'intent_analysis', 'curriculum_design', 'structure_validation', 'roadmap_edit', 'human_review', 'content_generation', 'finished'))
);
INSERT INTO "task" VALUES('tsk_01m81f3642fffbb76hrr4m3adf','local','rmp_01m81f3642ejss84n85mn5p219',NULL,'{"goal":"learn it; its title’s long — 学习","level":null,"hours_per_week":null,"deadline":null,"background":null,"known":[],"goal_ids":[],"language":null,"time_zone":"UTC","preferences":{"week_start":"monday","start_date":null,"unit_kinds":["tutorial","quiz"]},"additional_context":null,"review":true,"planner":null}','catalog','2026-11-22','partial_failure','finished',4,4,NULL,1,1,'{"title":"learn it; its title’s long — 学习","goals":[{"goal_id":"topic","name":"Topic","score":1.0}],"skills":[],"level":"beginner","language":"en","hours_per_week":5.0,"deadline":null,"start_date":"2026-11-22","week_start":"monday","known":[],"named":[],"gaps":[],"unmatched":[]}',NULL,25,'2026-11-22T09:00:00.000003+00:00','2026-11-22T09:00:00.000020+00:00','2026-11-22T09:00:00.000020+00:00');
INSERT INTO "task" VALUES('tsk_01m81f368hf3zbffq2633ny3d1','local','rmp_01m81f3642ejss84n85mn5p219','tsk_01m81f3642fffbb76hrr4m3adf','{"goal":"learn it; its title’s long — 学习","level":null,"hours_per_week":null,"deadline":null,"background":null,"known":[],"goal_ids":[],"language":null,"time_zone":"UTC","preferences":{"week_start":"monday","start_date":null,"unit_kinds":["tutorial","quiz"]},"additional_context":null,"review":true,"planner":null}','catalog','2026-11-22','completed','finished',1,1,NULL,0,0,'{"title":"learn it; its title’s long — 学习","goals":[{"goal_id":"topic","name":"Topic","score":1.0}],"skills":[],"level":"beginner","language":"en","hours_per_week":5.0,"deadline":null,"start_date":"2026-11-22","week_start":"monday","known":[],"named":[],"gaps":[],"unmatched":[]}',NULL,5,'2026-11-22T09:00:00.000023+00:00','2026-11-22T09:00:00.000028+00:00','2026-11-22T09:00:00.000028+00:00');
INSERT INTO "task" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx','local','rmp_01m81f3699fa7s4t5qp9420406',NULL,'{"goal":"another","level":null,"hours_per_week":null,"deadline":null,"background":null,"known":[],"goal_ids":[],"language":null,"time_zone":"UTC","preferences":{"week_start":"monday","start_date":null,"unit_kinds":["tutorial","resources","quiz"]},"additional_context":null,"review":true,"planner":null}','catalog','2026-11-22','human_review_pending','human_review',3,3,'rev_01m81f36byfc4rg6jvyvcwm4kd',1,1,'{"title":"another","goals":[{"goal_id":"topic","name":"Topic","score":1.0}],"skills":[],"level":"beginner","language":"en","hours_per_week":5.0,"deadline":null,"start_date":"2026-11-22","week_start":"monday","known":[],"named":[],"gaps":[],"unmatched":[]}',NULL,12,'2026-11-22T09:00:00.000030+00:00','2026-11-22T09:00:00.000040+00:00',NULL);
CREATE TABLE task_event (
	task_id VARCHAR(32) NOT NULL, 
	seq INTEGER NOT NULL, 
	type VARCHAR(32) NOT NULL, 
	"key" VARCHAR(300) NOT NULL, 
	payload TEXT NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_task_event PRIMARY KEY (task_id, seq), 
	CONSTRAINT fk_task_event_task_id FOREIGN KEY(task_id) REFERENCES task (task_id), 
	CONSTRAINT uq_task_event_task_id_key UNIQUE (task_id, "key")
);
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',1,'progress','step:intent_analysis:started:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":1,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"intent_analysis","state":"started","done":0,"total":3,"pct":0}}','2026-11-22T09:00:00.000006+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',2,'progress','step:intent_analysis:finished:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":2,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"intent_analysis","state":"finished","done":1,"total":3,"pct":33}}','2026-11-22T09:00:00.000007+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',3,'intent_ready','intent','{"type":"intent_ready","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":3,"ts":"2026-11-22T09:00:00.000Z","data":{"goals":[{"goal_id":"topic","name":"Topic","score":1.0}],"skills":[],"level":"beginner","gaps":[],"unmatched":[]}}','2026-11-22T09:00:00.000007+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',4,'progress','step:curriculum_design:started:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":4,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"curriculum_design","state":"started","done":1,"total":3,"pct":33}}','2026-11-22T09:00:00.000007+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',5,'stage_drafted','stage:1:0','{"type":"stage_drafted","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":5,"ts":"2026-11-22T09:00:00.000Z","data":{"attempt":1,"index":0,"expected_stages":1,"stage_id":"s1","name":"Stage s1","module_count":1,"concept_count":2}}','2026-11-22T09:00:00.000009+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',6,'module_drafted','module:1:0:0','{"type":"module_drafted","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":6,"ts":"2026-11-22T09:00:00.000Z","data":{"attempt":1,"stage_id":"s1","index":0,"module_id":"m1","name":"Module m1","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","hours":2.0},{"concept_id":"topic.c2","name":"About topic.c2","hours":2.0}]}}','2026-11-22T09:00:00.000009+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',7,'progress','step:curriculum_design:finished:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":7,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"curriculum_design","state":"finished","done":2,"total":3,"pct":66}}','2026-11-22T09:00:00.000010+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',8,'progress','step:structure_validation:started:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":8,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"structure_validation","state":"started","done":2,"total":3,"pct":66}}','2026-11-22T09:00:00.000010+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',9,'validation_finished','validated:1','{"type":"validation_finished","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":9,"ts":"2026-11-22T09:00:00.000Z","data":{"round":1,"outcome":"valid","issues":[],"total":0}}','2026-11-22T09:00:00.000011+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',10,'progress','step:structure_validation:finished:r1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":10,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"structure_validation","state":"finished","done":3,"total":3,"pct":100}}','2026-11-22T09:00:00.000012+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',11,'progress','step:human_review:started:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":11,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"human_review","state":"started","done":3,"total":3,"pct":100}}','2026-11-22T09:00:00.000013+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',12,'human_review_required','review:1','{"type":"human_review_required","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":12,"ts":"2026-11-22T09:00:00.000Z","data":{"review_id":"rev_01m81f3667egpszwgtkwzh9ej7","round":1,"revision":1}}','2026-11-22T09:00:00.000013+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',13,'review_decided','decided:1','{"type":"review_decided","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":13,"ts":"2026-11-22T09:00:00.000Z","data":{"review_id":"rev_01m81f3667egpszwgtkwzh9ej7","approved":true,"revision":1}}','2026-11-22T09:00:00.000015+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',14,'progress','step:human_review:finished:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":14,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"human_review","state":"finished","done":3,"total":3,"pct":100}}','2026-11-22T09:00:00.000015+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',15,'progress','step:content_generation:started:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":15,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"write","step":"content_generation","state":"started","done":0,"total":4,"pct":0}}','2026-11-22T09:00:00.000017+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',16,'concept_start','unit:topic.c1:tutorial:1:running','{"type":"concept_start","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":16,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c1:tutorial","concept_id":"topic.c1","kind":"tutorial","attempt":1,"status":"running","done":0,"total":4,"version":null,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',17,'concept_complete','unit:topic.c1:tutorial:1:completed','{"type":"concept_complete","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":17,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c1:tutorial","concept_id":"topic.c1","kind":"tutorial","attempt":1,"status":"completed","done":1,"total":4,"version":1,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',18,'concept_start','unit:topic.c1:quiz:1:running','{"type":"concept_start","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":18,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c1:quiz","concept_id":"topic.c1","kind":"quiz","attempt":1,"status":"running","done":1,"total":4,"version":null,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',19,'concept_complete','unit:topic.c1:quiz:1:completed','{"type":"concept_complete","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":19,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c1:quiz","concept_id":"topic.c1","kind":"quiz","attempt":1,"status":"completed","done":2,"total":4,"version":1,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',20,'concept_start','unit:topic.c2:tutorial:1:running','{"type":"concept_start","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":20,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:tutorial","concept_id":"topic.c2","kind":"tutorial","attempt":1,"status":"running","done":2,"total":4,"version":null,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',21,'concept_complete','unit:topic.c2:tutorial:1:completed','{"type":"concept_complete","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":21,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:tutorial","concept_id":"topic.c2","kind":"tutorial","attempt":1,"status":"completed","done":3,"total":4,"version":1,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',22,'concept_start','unit:topic.c2:quiz:1:running','{"type":"concept_start","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":22,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:quiz","concept_id":"topic.c2","kind":"quiz","attempt":1,"status":"running","done":3,"total":4,"version":null,"reason":null}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',23,'concept_failed','unit:topic.c2:quiz:1:failed','{"type":"concept_failed","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":23,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:quiz","concept_id":"topic.c2","kind":"quiz","attempt":1,"status":"failed","done":4,"total":4,"version":null,"reason":"concept-not-in-catalog: The catalog has no concept ''topic.c2'', so it has nothing to write for it."}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',24,'progress','step:content_generation:finished:1','{"type":"progress","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":24,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"write","step":"content_generation","state":"finished","done":4,"total":4,"pct":100}}','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',25,'partial_failure','end','{"type":"partial_failure","task_id":"tsk_01m81f3642fffbb76hrr4m3adf","seq":25,"ts":"2026-11-22T09:00:00.000Z","data":{"completed":3,"failed":1,"skipped":0,"total":4,"reason":null}}','2026-11-22T09:00:00.000020+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',1,'progress','step:content_generation:started:1','{"type":"progress","task_id":"tsk_01m81f368hf3zbffq2633ny3d1","seq":1,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"write","step":"content_generation","state":"started","done":0,"total":1,"pct":0}}','2026-11-22T09:00:00.000025+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',2,'concept_start','unit:topic.c2:quiz:2:running','{"type":"concept_start","task_id":"tsk_01m81f368hf3zbffq2633ny3d1","seq":2,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:quiz","concept_id":"topic.c2","kind":"quiz","attempt":2,"status":"running","done":0,"total":1,"version":null,"reason":null}}','2026-11-22T09:00:00.000027+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',3,'concept_complete','unit:topic.c2:quiz:2:completed','{"type":"concept_complete","task_id":"tsk_01m81f368hf3zbffq2633ny3d1","seq":3,"ts":"2026-11-22T09:00:00.000Z","data":{"unit":"topic.c2:quiz","concept_id":"topic.c2","kind":"quiz","attempt":2,"status":"completed","done":1,"total":1,"version":1,"reason":null}}','2026-11-22T09:00:00.000027+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',4,'progress','step:content_generation:finished:1','{"type":"progress","task_id":"tsk_01m81f368hf3zbffq2633ny3d1","seq":4,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"write","step":"content_generation","state":"finished","done":1,"total":1,"pct":100}}','2026-11-22T09:00:00.000027+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',5,'completed','end','{"type":"completed","task_id":"tsk_01m81f368hf3zbffq2633ny3d1","seq":5,"ts":"2026-11-22T09:00:00.000Z","data":{"completed":1,"failed":0,"skipped":0,"total":1,"reason":null}}','2026-11-22T09:00:00.000028+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',1,'progress','step:intent_analysis:started:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":1,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"intent_analysis","state":"started","done":0,"total":3,"pct":0}}','2026-11-22T09:00:00.000033+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',2,'progress','step:intent_analysis:finished:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":2,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"intent_analysis","state":"finished","done":1,"total":3,"pct":33}}','2026-11-22T09:00:00.000034+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',3,'intent_ready','intent','{"type":"intent_ready","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":3,"ts":"2026-11-22T09:00:00.000Z","data":{"goals":[{"goal_id":"topic","name":"Topic","score":1.0}],"skills":[],"level":"beginner","gaps":[],"unmatched":[]}}','2026-11-22T09:00:00.000034+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',4,'progress','step:curriculum_design:started:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":4,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"curriculum_design","state":"started","done":1,"total":3,"pct":33}}','2026-11-22T09:00:00.000034+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',5,'stage_drafted','stage:1:0','{"type":"stage_drafted","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":5,"ts":"2026-11-22T09:00:00.000Z","data":{"attempt":1,"index":0,"expected_stages":1,"stage_id":"s1","name":"Stage s1","module_count":1,"concept_count":2}}','2026-11-22T09:00:00.000036+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',6,'module_drafted','module:1:0:0','{"type":"module_drafted","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":6,"ts":"2026-11-22T09:00:00.000Z","data":{"attempt":1,"stage_id":"s1","index":0,"module_id":"m1","name":"Module m1","concepts":[{"concept_id":"topic.c1","name":"About topic.c1","hours":2.0},{"concept_id":"topic.c2","name":"About topic.c2","hours":2.0}]}}','2026-11-22T09:00:00.000036+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',7,'progress','step:curriculum_design:finished:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":7,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"curriculum_design","state":"finished","done":2,"total":3,"pct":66}}','2026-11-22T09:00:00.000037+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',8,'progress','step:structure_validation:started:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":8,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"structure_validation","state":"started","done":2,"total":3,"pct":66}}','2026-11-22T09:00:00.000037+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',9,'validation_finished','validated:1','{"type":"validation_finished","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":9,"ts":"2026-11-22T09:00:00.000Z","data":{"round":1,"outcome":"valid","issues":[],"total":0}}','2026-11-22T09:00:00.000038+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',10,'progress','step:structure_validation:finished:r1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":10,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"structure_validation","state":"finished","done":3,"total":3,"pct":100}}','2026-11-22T09:00:00.000039+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',11,'progress','step:human_review:started:1','{"type":"progress","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":11,"ts":"2026-11-22T09:00:00.000Z","data":{"phase":"plan","step":"human_review","state":"started","done":3,"total":3,"pct":100}}','2026-11-22T09:00:00.000040+00:00');
INSERT INTO "task_event" VALUES('tsk_01m81f3699f8m82gwvbz1b51bx',12,'human_review_required','review:1','{"type":"human_review_required","task_id":"tsk_01m81f3699f8m82gwvbz1b51bx","seq":12,"ts":"2026-11-22T09:00:00.000Z","data":{"review_id":"rev_01m81f36byfc4rg6jvyvcwm4kd","round":1,"revision":1}}','2026-11-22T09:00:00.000040+00:00');
CREATE TABLE task_unit (
	task_id VARCHAR(32) NOT NULL, 
	position INTEGER NOT NULL, 
	roadmap_id VARCHAR(32) NOT NULL, 
	concept_id VARCHAR(120) NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	CONSTRAINT pk_task_unit PRIMARY KEY (task_id, position), 
	CONSTRAINT fk_task_unit_task_id FOREIGN KEY(task_id) REFERENCES task (task_id), 
	CONSTRAINT uq_task_unit_task_id_concept_id_kind UNIQUE (task_id, concept_id, kind), 
	CONSTRAINT ck_task_unit_kind CHECK (kind IN ('tutorial', 'resources', 'quiz'))
);
INSERT INTO "task_unit" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',0,'rmp_01m81f3642ejss84n85mn5p219','topic.c1','tutorial');
INSERT INTO "task_unit" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',1,'rmp_01m81f3642ejss84n85mn5p219','topic.c1','quiz');
INSERT INTO "task_unit" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',2,'rmp_01m81f3642ejss84n85mn5p219','topic.c2','tutorial');
INSERT INTO "task_unit" VALUES('tsk_01m81f3642fffbb76hrr4m3adf',3,'rmp_01m81f3642ejss84n85mn5p219','topic.c2','quiz');
INSERT INTO "task_unit" VALUES('tsk_01m81f368hf3zbffq2633ny3d1',0,'rmp_01m81f3642ejss84n85mn5p219','topic.c2','quiz');
CREATE TABLE unit (
	roadmap_id VARCHAR(32) NOT NULL, 
	concept_id VARCHAR(120) NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	status VARCHAR(9) NOT NULL, 
	version INTEGER NOT NULL, 
	attempt INTEGER NOT NULL, 
	reason TEXT, 
	CONSTRAINT pk_unit PRIMARY KEY (roadmap_id, concept_id, kind), 
	CONSTRAINT fk_unit_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id), 
	CONSTRAINT ck_unit_kind CHECK (kind IN ('tutorial', 'resources', 'quiz')), 
	CONSTRAINT ck_unit_status CHECK (status IN ('pending', 'running', 'completed', 'failed', 'skipped'))
);
INSERT INTO "unit" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c1','tutorial','completed',1,1,NULL);
INSERT INTO "unit" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c1','quiz','completed',1,1,NULL);
INSERT INTO "unit" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c2','tutorial','completed',1,1,NULL);
INSERT INTO "unit" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c2','quiz','completed',1,2,NULL);
CREATE TABLE unit_content (
	roadmap_id VARCHAR(32) NOT NULL, 
	concept_id VARCHAR(120) NOT NULL, 
	kind VARCHAR(9) NOT NULL, 
	version INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	author VARCHAR(64) NOT NULL, 
	task_id VARCHAR(32) NOT NULL, 
	created_at VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_unit_content PRIMARY KEY (roadmap_id, concept_id, kind, version), 
	CONSTRAINT fk_unit_content_roadmap_id FOREIGN KEY(roadmap_id) REFERENCES roadmap (roadmap_id), 
	CONSTRAINT ck_unit_content_kind CHECK (kind IN ('tutorial', 'resources', 'quiz'))
);
INSERT INTO "unit_content" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c1','tutorial',1,'{"kind":"tutorial","language":"en","outcomes":["Tell."],"body":"About topic.c1.","practice":null}','catalog','tsk_01m81f3642fffbb76hrr4m3adf','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "unit_content" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c1','quiz',1,'{"kind":"quiz","language":"en","items":[{"item_id":"q1","stem":"Is it topic.c1?","options":[{"option_id":"a","text":"Yes"},{"option_id":"b","text":"No"}],"right_option_ids":["a"],"explanation":"It is.","outcome":"Tell.","level":"recall"}]}','catalog','tsk_01m81f3642fffbb76hrr4m3adf','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "unit_content" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c2','tutorial',1,'{"kind":"tutorial","language":"en","outcomes":["Tell."],"body":"About topic.c2.","practice":null}','catalog','tsk_01m81f3642fffbb76hrr4m3adf','2026-11-22T09:00:00.000019+00:00');
INSERT INTO "unit_content" VALUES('rmp_01m81f3642ejss84n85mn5p219','topic.c2','quiz',1,'{"kind":"quiz","language":"en","items":[{"item_id":"q1","stem":"Is it topic.c2?","options":[{"option_id":"a","text":"Yes"},{"option_id":"b","text":"No"}],"right_option_ids":["a"],"explanation":"It is.","outcome":"Tell.","level":"recall"}]}','catalog','tsk_01m81f368hf3zbffq2633ny3d1','2026-11-22T09:00:00.000027+00:00');
CREATE INDEX ix_roadmap_owner_id_roadmap_id ON roadmap (owner_id, roadmap_id);
CREATE INDEX ix_quiz_attempt_owner_id_roadmap_id_concept_id ON quiz_attempt (owner_id, roadmap_id, concept_id);
CREATE INDEX ix_task_owner_id_task_id ON task (owner_id, task_id);
CREATE INDEX ix_task_roadmap_id_task_id ON task (roadmap_id, task_id);
CREATE INDEX ix_run_state ON run (state);
CREATE INDEX ix_run_task_id ON run (task_id);
COMMIT;
