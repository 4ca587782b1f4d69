CREATE TABLE `tries` (
	`id` integer PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`asker_mac` text,
	`target_mac` text,
	`outcome` text NOT NULL,
	`at` integer NOT NULL,
	CONSTRAINT "tries_outcome" CHECK("tries"."outcome" IN ('none', 'open', 'silent', 'yes', 'no'))
);
--> statement-breakpoint
CREATE INDEX `tries_asker` ON `tries` (`asker_mac`,`at`);--> statement-breakpoint
CREATE INDEX `tries_target` ON `tries` (`target_mac`);--> statement-breakpoint
CREATE INDEX `tries_open` ON `tries` (`at`) WHERE outcome = 'open';--> statement-breakpoint
CREATE INDEX `tries_at` ON `tries` (`at`);--> statement-breakpoint
-- Who was asked before this table was: once only stays so.
INSERT INTO `tries` (`kind`, `asker_mac`, `target_mac`, `outcome`, `at`)
SELECT 'share', a.`address_mac`, t.`address_mac`,
  CASE k.`status` WHEN 'active' THEN 'yes' WHEN 'ended' THEN 'no' ELSE 'open' END, k.`since`
FROM `carers` k JOIN `children` h ON h.`id` = k.`child_id`
  JOIN `contacts` a ON a.`id` = h.`contact_id` JOIN `contacts` t ON t.`id` = k.`contact_id`;
