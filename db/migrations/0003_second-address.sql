ALTER TABLE `contacts` ADD `chat_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_chat` ON `contacts` (`chat_id`) WHERE chat_id IS NOT NULL;