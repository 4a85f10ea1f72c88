CREATE TABLE "backups" (
	"taken_at" timestamp (3) with time zone PRIMARY KEY NOT NULL,
	"bytes" bigint NOT NULL,
	"verified" boolean NOT NULL
);
--> statement-breakpoint
-- For the owner of the database alone: no role of the app reads or writes it.
ALTER TABLE "backups" ENABLE ROW LEVEL SECURITY;
