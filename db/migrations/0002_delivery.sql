DROP INDEX `outbox_leases`;--> statement-breakpoint
DROP INDEX `outbox_due`;--> statement-breakpoint
ALTER TABLE `outbox` ADD `address_kind` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `flow` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `sender` text;--> statement-breakpoint
ALTER TABLE `outbox` ADD `late_retry_at` integer;--> statement-breakpoint
CREATE INDEX `outbox_flows` ON `outbox` (`address_kind`,`lane`,`flow`,`due_at`) WHERE state = 'queued' AND flow IS NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_replies` ON `outbox` (`contact_id`) WHERE state = 'queued' AND lane = 0;--> statement-breakpoint
CREATE INDEX `outbox_sent` ON `outbox` (`sent_at`) WHERE sent_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_unknown` ON `outbox` (`settled_at`) WHERE state = 'unknown';--> statement-breakpoint
CREATE INDEX `outbox_failed` ON `outbox` (`settled_at`) WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`address_kind`,`lane`,`due_at`) WHERE state = 'queued' AND flow IS NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `urgent` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `expires_at` integer;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `expanding` text;--> statement-breakpoint
ALTER TABLE `broadcasts` ADD `pause_reason` text;--> statement-breakpoint
CREATE INDEX `broadcasts_open` ON `broadcasts` (`status`) WHERE status = 'sending';--> statement-breakpoint
CREATE INDEX `broadcasts_expanding` ON `broadcasts` (`confirmed_at`) WHERE expanding IS NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `unreachable` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `contacts` ADD `our_number` text;--> statement-breakpoint
CREATE INDEX `receipts_at` ON `receipts` (`at`);--> statement-breakpoint
UPDATE `outbox` SET `address_kind` = (SELECT `kind` FROM `contacts` WHERE `contacts`.`id` = `outbox`.`contact_id`), `flow` = CASE WHEN `broadcast_id` IS NULL THEN NULL ELSE `broadcast_id` || '/' END;
