CREATE TABLE `settings` (
	`scope` text NOT NULL,
	`key` text NOT NULL,
	`value` text NOT NULL,
	`set_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`scope`, `key`)
);
--> statement-breakpoint
CREATE TABLE `chases` (
	`province_code` text NOT NULL,
	`period` text NOT NULL,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`province_code`, `period`, `day`)
);
--> statement-breakpoint
CREATE TABLE `held_reports` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	`reason` text NOT NULL,
	`place` text,
	`period` text,
	`status` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `held_reports_once` ON `held_reports` (`channel`,`provider_id`,`reason`);--> statement-breakpoint
CREATE INDEX `held_reports_contact` ON `held_reports` (`contact_id`) WHERE status = 'waiting';--> statement-breakpoint
CREATE TABLE `quick_answers` (
	`id` integer PRIMARY KEY NOT NULL,
	`count_id` text NOT NULL,
	`village_id` text NOT NULL,
	`version` integer NOT NULL,
	`values` text NOT NULL,
	`contact_id` text,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	FOREIGN KEY (`count_id`) REFERENCES `quick_counts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`village_id`) REFERENCES `villages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `quick_answers_once` ON `quick_answers` (`count_id`,`village_id`,`version`);--> statement-breakpoint
CREATE TABLE `quick_counts` (
	`id` text PRIMARY KEY NOT NULL,
	`author_id` text,
	`communes` text NOT NULL,
	`question` text NOT NULL,
	`names` text NOT NULL,
	`asked_at` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`reminded_at` integer,
	`closed_at` integer,
	FOREIGN KEY (`author_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `quick_counts_open` ON `quick_counts` (`deadline_at`) WHERE closed_at IS NULL;--> statement-breakpoint
CREATE INDEX `quick_counts_author` ON `quick_counts` (`author_id`,`asked_at`);--> statement-breakpoint
CREATE TABLE `reopenings` (
	`form` text NOT NULL,
	`place` text NOT NULL,
	`period` text NOT NULL,
	`until` integer NOT NULL,
	`opened_by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`form`, `place`, `period`)
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_report_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`form` text NOT NULL,
	`place` text NOT NULL,
	`period` text NOT NULL,
	`version` integer NOT NULL,
	`act` text DEFAULT 'report' NOT NULL,
	`values` text NOT NULL,
	`flags` text,
	`late` integer DEFAULT false NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`contact_id` text,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
INSERT INTO `__new_report_versions`("id", "form", "place", "period", "version", "act", "values", "flags", "late", "sent_at", "received_at", "contact_id", "channel", "provider_id") SELECT "id", "form", "village_id", "period", "version", 'report', "values", NULL, 0, "sent_at", "received_at", "contact_id", "channel", "provider_id" FROM `report_versions`;--> statement-breakpoint
DROP TABLE `report_versions`;--> statement-breakpoint
ALTER TABLE `__new_report_versions` RENAME TO `report_versions`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `report_versions_once` ON `report_versions` (`form`,`place`,`period`,`version`);--> statement-breakpoint
CREATE TABLE `__new_reports` (
	`form` text NOT NULL,
	`place` text NOT NULL,
	`village_id` text,
	`period` text NOT NULL,
	`values` text NOT NULL,
	`flags` text,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`reported_at` integer,
	PRIMARY KEY(`form`, `place`, `period`),
	FOREIGN KEY (`village_id`) REFERENCES `villages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_period_form" CHECK("__new_reports"."period" GLOB '20[0-9][0-9]-[01][0-9]'),
	CONSTRAINT "reports_place" CHECK(("__new_reports"."village_id" IS NOT NULL AND "__new_reports"."village_id" = "__new_reports"."place")
        OR ("__new_reports"."village_id" IS NULL AND "__new_reports"."place" GLOB 'commune:*@20*'))
);
--> statement-breakpoint
INSERT INTO `__new_reports`("form", "place", "village_id", "period", "values", "flags", "version", "updated_at", "reported_at") SELECT "form", "village_id", "village_id", "period", "values", NULL, "version", "updated_at", (SELECT min("sent_at") FROM `report_versions` v WHERE v."form" = r."form" AND v."place" = r."village_id" AND v."period" = r."period") FROM `reports` r;--> statement-breakpoint
DROP TABLE `reports`;--> statement-breakpoint
ALTER TABLE `__new_reports` RENAME TO `reports`;--> statement-breakpoint
CREATE INDEX `reports_period` ON `reports` (`form`,`period`);