CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`detail` text
);
--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `broadcasts` (
	`id` text PRIMARY KEY NOT NULL,
	`author_id` text,
	`audience` text NOT NULL,
	`communes` text NOT NULL,
	`text_sealed` text NOT NULL,
	`status` text NOT NULL,
	`recipients` integer NOT NULL,
	`confirmed_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`author_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `broadcasts_author` ON `broadcasts` (`author_id`,`confirmed_at`);--> statement-breakpoint
CREATE TABLE `children` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`due` text,
	`born` text,
	`status` text DEFAULT 'active' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "children_dated" CHECK("children"."due" IS NOT NULL OR "children"."born" IS NOT NULL)
);
--> statement-breakpoint
CREATE INDEX `children_contact` ON `children` (`contact_id`);--> statement-breakpoint
CREATE TABLE `consents` (
	`id` integer PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`act` text NOT NULL,
	`text_version` text NOT NULL,
	`channel` text NOT NULL,
	`asked_by` text,
	`at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `consents_contact` ON `consents` (`contact_id`,`at`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`address_mac` text NOT NULL,
	`address_sealed` text NOT NULL,
	`language` text DEFAULT 'vi' NOT NULL,
	`accented_sms` integer DEFAULT false NOT NULL,
	`consent` text DEFAULT 'none' NOT NULL,
	`reach` text DEFAULT 'ok' NOT NULL,
	`commune_code` text,
	`commune_from` text,
	`erased_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`commune_code`,`commune_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "contacts_commune_whole" CHECK(("contacts"."commune_code" IS NULL) = ("contacts"."commune_from" IS NULL))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_address` ON `contacts` (`address_mac`);--> statement-breakpoint
CREATE INDEX `contacts_commune` ON `contacts` (`commune_code`,`commune_from`);--> statement-breakpoint
CREATE INDEX `contacts_erased` ON `contacts` (`erased_at`) WHERE erased_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `enrolments` (
	`child_id` text NOT NULL,
	`series` text NOT NULL,
	`anchor` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`next_item` text,
	`next_at` integer,
	PRIMARY KEY(`child_id`, `series`),
	FOREIGN KEY (`child_id`) REFERENCES `children`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "enrolments_next_whole" CHECK(("enrolments"."next_item" IS NULL) = ("enrolments"."next_at" IS NULL))
);
--> statement-breakpoint
CREATE INDEX `enrolments_due` ON `enrolments` (`next_at`) WHERE status = 'active';--> statement-breakpoint
CREATE TABLE `inbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`text_sealed` text NOT NULL,
	`intent` text NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_provider` ON `inbox` (`channel`,`provider_id`);--> statement-breakpoint
CREATE INDEX `inbox_contact` ON `inbox` (`contact_id`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`code_mac` text PRIMARY KEY NOT NULL,
	`role` text NOT NULL,
	`commune_code` text,
	`commune_from` text,
	`province_code` text,
	`made_by` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_by` text
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`contact_id` text NOT NULL,
	`kind` text NOT NULL,
	`lane` integer NOT NULL,
	`state` text NOT NULL,
	`body_sealed` text,
	`child_id` text,
	`series` text,
	`item` text,
	`broadcast_id` text,
	`due_at` integer NOT NULL,
	`expires_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`lease_until` integer,
	`channel` text,
	`provider_id` text,
	`segments` integer,
	`reason` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`settled_at` integer,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`child_id`) REFERENCES `children`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "outbox_state" CHECK("outbox"."state" IN ('queued', 'claimed', 'sending', 'accepted', 'delivered', 'failed', 'unknown', 'skipped')),
	CONSTRAINT "outbox_content" CHECK("outbox"."body_sealed" IS NOT NULL OR "outbox"."item" IS NOT NULL OR "outbox"."broadcast_id" IS NOT NULL)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_key` ON `outbox` (`key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`lane`,`due_at`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `outbox_leases` ON `outbox` (`lease_until`) WHERE lease_until IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_in_flight` ON `outbox` (`contact_id`) WHERE state IN ('claimed', 'sending');--> statement-breakpoint
CREATE INDEX `outbox_contact` ON `outbox` (`contact_id`,`sent_at`);--> statement-breakpoint
CREATE INDEX `outbox_child` ON `outbox` (`child_id`) WHERE child_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_provider` ON `outbox` (`provider_id`) WHERE provider_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_broadcast` ON `outbox` (`broadcast_id`,`state`) WHERE broadcast_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `questions` (
	`contact_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`data_sealed` text NOT NULL,
	`asked_in` text NOT NULL,
	`asked_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `receipts` (
	`id` integer PRIMARY KEY NOT NULL,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `receipts_once` ON `receipts` (`channel`,`provider_id`,`state`);--> statement-breakpoint
CREATE TABLE `report_versions` (
	`id` integer PRIMARY KEY NOT NULL,
	`form` text NOT NULL,
	`village_id` text NOT NULL,
	`period` text NOT NULL,
	`version` integer NOT NULL,
	`values` text NOT NULL,
	`sent_at` integer NOT NULL,
	`received_at` integer NOT NULL,
	`contact_id` text,
	`channel` text NOT NULL,
	`provider_id` text NOT NULL,
	FOREIGN KEY (`village_id`) REFERENCES `villages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_versions_once` ON `report_versions` (`form`,`village_id`,`period`,`version`);--> statement-breakpoint
CREATE TABLE `reports` (
	`form` text NOT NULL,
	`village_id` text NOT NULL,
	`period` text NOT NULL,
	`values` text NOT NULL,
	`version` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`form`, `village_id`, `period`),
	FOREIGN KEY (`village_id`) REFERENCES `villages`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "reports_period_form" CHECK("reports"."period" GLOB '20[0-9][0-9]-[01][0-9]')
);
--> statement-breakpoint
CREATE INDEX `reports_period` ON `reports` (`form`,`period`);--> statement-breakpoint
CREATE TABLE `roles` (
	`id` text PRIMARY KEY NOT NULL,
	`contact_id` text NOT NULL,
	`role` text NOT NULL,
	`scope` text NOT NULL,
	`village_id` text,
	`commune_code` text,
	`commune_from` text,
	`province_code` text,
	`status` text NOT NULL,
	`made_by` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`village_id`) REFERENCES `villages`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`commune_code`,`commune_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "roles_scope" CHECK(("roles"."role" = 'collaborator' AND "roles"."village_id" IS NOT NULL)
        OR ("roles"."role" = 'commune-officer' AND "roles"."commune_code" IS NOT NULL)
        OR ("roles"."role" = 'province-officer' AND "roles"."province_code" IS NOT NULL))
);
--> statement-breakpoint
CREATE INDEX `roles_contact` ON `roles` (`contact_id`);--> statement-breakpoint
CREATE INDEX `roles_village` ON `roles` (`village_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `roles_once` ON `roles` (`contact_id`,`role`,`scope`);--> statement-breakpoint
CREATE TABLE `turns` (
	`contact_id` text NOT NULL,
	`number` integer NOT NULL,
	PRIMARY KEY(`contact_id`, `number`),
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `unit_successors` (
	`code` text NOT NULL,
	`valid_from` text NOT NULL,
	`new_code` text NOT NULL,
	`new_valid_from` text NOT NULL,
	PRIMARY KEY(`code`, `valid_from`, `new_code`, `new_valid_from`),
	FOREIGN KEY (`code`,`valid_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`new_code`,`new_valid_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `unit_successors_new` ON `unit_successors` (`new_code`,`new_valid_from`);--> statement-breakpoint
CREATE TABLE `units` (
	`code` text NOT NULL,
	`valid_from` text NOT NULL,
	`valid_to` text,
	`level` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	`province_code` text NOT NULL,
	`province_name` text NOT NULL,
	`district_name` text,
	PRIMARY KEY(`code`, `valid_from`),
	CONSTRAINT "units_interval" CHECK("units"."valid_to" IS NULL OR "units"."valid_to" > "units"."valid_from")
);
--> statement-breakpoint
CREATE INDEX `units_name` ON `units` (`name_folded`);--> statement-breakpoint
CREATE INDEX `units_province` ON `units` (`province_code`,`level`);--> statement-breakpoint
CREATE TABLE `villages` (
	`id` text PRIMARY KEY NOT NULL,
	`commune_code` text NOT NULL,
	`commune_from` text NOT NULL,
	`name` text NOT NULL,
	`name_folded` text NOT NULL,
	FOREIGN KEY (`commune_code`,`commune_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `villages_name` ON `villages` (`commune_code`,`commune_from`,`name_folded`);