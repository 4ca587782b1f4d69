ALTER TABLE `contacts` ADD `turn` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `contacts` SET `turn` = coalesce((SELECT max(`number`) FROM `turns` WHERE `contact_id` = `contacts`.`id`), 0);--> statement-breakpoint
DROP TABLE `turns`;--> statement-breakpoint
DROP INDEX `outbox_replies`;
