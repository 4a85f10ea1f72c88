CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;--> statement-breakpoint
CREATE TYPE "public"."bucket_role" AS ENUM('visitor', 'viewer', 'editor', 'owner');--> statement-breakpoint
CREATE TABLE "accounts" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "buckets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"visibility" text DEFAULT 'private' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "buckets_name_length" CHECK (char_length("buckets"."name") between 1 and 50),
	CONSTRAINT "buckets_visibility" CHECK ("buckets"."visibility" in ('private', 'everyone'))
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"bucket_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"group_id" uuid,
	"role" "bucket_role" NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "grants_bucket_id_id_pk" PRIMARY KEY("bucket_id","id"),
	CONSTRAINT "grants_one_subject" CHECK (num_nonnulls("grants"."user_id", "grants"."group_id") = 1),
	CONSTRAINT "grants_role" CHECK ("grants"."role" in ('viewer', 'editor'))
);
--> statement-breakpoint
CREATE TABLE "group_members" (
	"group_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "group_members_group_id_user_id_pk" PRIMARY KEY("group_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "movie_changes" (
	"bucket_id" uuid NOT NULL,
	"change_id" uuid NOT NULL,
	"movie_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"version" integer NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_by" uuid NOT NULL,
	CONSTRAINT "movie_changes_bucket_id_change_id_movie_id_pk" PRIMARY KEY("bucket_id","change_id","movie_id")
);
--> statement-breakpoint
CREATE TABLE "movies" (
	"bucket_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"title" text NOT NULL,
	"sort_title" text COLLATE "C" NOT NULL,
	"format" text NOT NULL,
	"length" smallint NOT NULL,
	"release_year" smallint NOT NULL,
	"rating" smallint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" uuid NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" uuid,
	CONSTRAINT "movies_bucket_id_id_pk" PRIMARY KEY("bucket_id","id"),
	CONSTRAINT "movies_title" CHECK (char_length("movies"."title") between 1 and 50 and "movies"."title" ~ '\S'),
	CONSTRAINT "movies_title_nfc" CHECK ("movies"."title" is nfc normalized),
	CONSTRAINT "movies_format" CHECK ("movies"."format" in ('VHS', 'DVD', 'Streaming')),
	CONSTRAINT "movies_length" CHECK ("movies"."length" between 0 and 500),
	CONSTRAINT "movies_release_year" CHECK ("movies"."release_year" between 1800 and 2100),
	CONSTRAINT "movies_rating" CHECK ("movies"."rating" between 1 and 5)
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"count" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid NOT NULL,
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp (3) with time zone NOT NULL,
	"device" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sessions_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp (3) with time zone,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_email_unique" UNIQUE("email")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buckets" ADD CONSTRAINT "buckets_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_bucket_id_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."buckets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grants" ADD CONSTRAINT "grants_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movie_changes" ADD CONSTRAINT "movie_changes_bucket_id_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."buckets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "movies" ADD CONSTRAINT "movies_bucket_id_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."buckets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounts_user" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "buckets_owner" ON "buckets" USING btree ("owner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "grants_bucket_user" ON "grants" USING btree ("bucket_id","user_id") WHERE "grants"."user_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "grants_bucket_group" ON "grants" USING btree ("bucket_id","group_id") WHERE "grants"."group_id" is not null;--> statement-breakpoint
CREATE INDEX "grants_user" ON "grants" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "grants_group" ON "grants" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "group_members_user" ON "group_members" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "movies_by_title" ON "movies" USING btree ("bucket_id","sort_title","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "movies_by_year" ON "movies" USING btree ("bucket_id","release_year","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "movies_by_length" ON "movies" USING btree ("bucket_id","length","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "movies_by_rating" ON "movies" USING btree ("bucket_id","rating","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "movies_by_added" ON "movies" USING btree ("bucket_id","created_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "movies_in_trash" ON "movies" USING btree ("bucket_id","deleted_at","id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "movies_search" ON "movies" USING gin ("bucket_id","sort_title" gin_trgm_ops) WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");