ALTER TABLE "import_rows" DROP CONSTRAINT "import_rows_state";--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "choice" text;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_choice" CHECK ("import_rows"."choice" in ('in', 'out'));--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_state" CHECK ("import_rows"."state" in ('names', 'ready', 'duplicate', 'incomplete', 'problem', 'aside'));--> statement-breakpoint
GRANT UPDATE (choice) ON import_rows TO mb_app;
