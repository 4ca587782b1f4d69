CREATE TABLE `carers` (
	`child_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`status` text NOT NULL,
	`since` integer NOT NULL,
	PRIMARY KEY(`child_id`, `contact_id`),
	FOREIGN KEY (`child_id`) REFERENCES `children`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`contact_id`) REFERENCES `contacts`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "carers_status" CHECK("carers"."status" IN ('invited', 'active', 'ended'))
);
--> statement-breakpoint
CREATE INDEX `carers_contact` ON `carers` (`contact_id`);