CREATE TABLE `asked` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`contact_id` text NOT NULL,
	`commune_code` text NOT NULL,
	`commune_from` text NOT NULL,
	`text_sealed` text NOT NULL,
	`asked_at` integer NOT NULL,
	`answered_by` text,
	`answered_at` integer,
	`reminded_at` integer,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`commune_code`,`commune_from`) REFERENCES `units`(`code`,`valid_from`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `asked_contact` ON `asked` (`contact_id`);--> statement-breakpoint
CREATE INDEX `asked_open` ON `asked` (`asked_at`) WHERE answered_at IS NULL;--> statement-breakpoint
CREATE TABLE `editions` (
	`item` text PRIMARY KEY NOT NULL,
	`vi` text NOT NULL,
	`en` text NOT NULL,
	`made_by` text NOT NULL,
	`made_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `feedback` (
	`contact_id` text NOT NULL,
	`item` text NOT NULL,
	`asked_at` integer NOT NULL,
	`useful` integer,
	`answered_at` integer,
	PRIMARY KEY(`contact_id`, `item`),
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `feedback_item` ON `feedback` (`item`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`item` text NOT NULL,
	`hash` text NOT NULL,
	`reviewed_by` text NOT NULL,
	`reviewed_at` integer NOT NULL,
	`published_by` text,
	`published_at` integer,
	PRIMARY KEY(`item`, `hash`)
);
