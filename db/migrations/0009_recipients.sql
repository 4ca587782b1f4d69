-- Without row ids: one tree, in the order in which the recipients are taken.
CREATE TABLE `recipients` (
	`broadcast_id` text NOT NULL,
	`address_kind` text NOT NULL,
	`round` integer NOT NULL,
	`place` integer NOT NULL,
	`contact_id` text NOT NULL,
	PRIMARY KEY(`broadcast_id`, `address_kind`, `round`, `place`),
	FOREIGN KEY (`broadcast_id`) REFERENCES `broadcasts`(`id`) ON UPDATE no action ON DELETE no action
) WITHOUT ROWID;
