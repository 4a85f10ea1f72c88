ALTER TABLE "import_rows" DROP CONSTRAINT "import_rows_state";--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "same_version" integer;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "differs" text[];--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "takes" text[];--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "chosen_fields" text[];--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "offers" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "mode" text DEFAULT 'add' NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "fields" text[];--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_state" CHECK ("import_rows"."state" in ('names', 'ready', 'change', 'duplicate', 'incomplete', 'problem', 'aside'));--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_mode" CHECK ("imports"."mode" in ('add', 'fill', 'update'));