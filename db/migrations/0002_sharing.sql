CREATE TABLE "blocks" (
	"user_id" uuid NOT NULL,
	"blocked_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "blocks_user_id_blocked_id_pk" PRIMARY KEY("user_id","blocked_id")
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"bucket_id" uuid,
	"group_id" uuid,
	"role" text NOT NULL,
	"email" text,
	"login" text,
	"token_hash" text,
	"uses_left" integer,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"invited_by" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "invitations_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "invitations_one_place" CHECK (num_nonnulls("invitations"."bucket_id", "invitations"."group_id") = 1),
	CONSTRAINT "invitations_one_person" CHECK (num_nonnulls("invitations"."email", "invitations"."login", "invitations"."token_hash") = 1),
	CONSTRAINT "invitations_role" CHECK ("invitations"."role" in ('viewer', 'editor', 'owner') and "invitations"."bucket_id" is not null or "invitations"."role" in ('member', 'admin') and "invitations"."group_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "login" text;--> statement-breakpoint
ALTER TABLE "buckets" ADD COLUMN "public_key" text;--> statement-breakpoint
ALTER TABLE "buckets" ADD COLUMN "searchable" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "buckets" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "grants" ADD COLUMN "label" text;--> statement-breakpoint
ALTER TABLE "group_members" ADD COLUMN "role" text DEFAULT 'member' NOT NULL;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_blocked_id_users_id_fk" FOREIGN KEY ("blocked_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_bucket_id_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."buckets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_group_id_groups_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."groups"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_users_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "invitations_bucket" ON "invitations" USING btree ("bucket_id");--> statement-breakpoint
CREATE INDEX "invitations_group" ON "invitations" USING btree ("group_id");--> statement-breakpoint
CREATE INDEX "invitations_email" ON "invitations" USING btree ("email");--> statement-breakpoint
CREATE INDEX "invitations_login" ON "invitations" USING btree ("login");--> statement-breakpoint
CREATE INDEX "groups_owner" ON "groups" USING btree ("owner_id");--> statement-breakpoint
ALTER TABLE "buckets" ADD CONSTRAINT "buckets_public_key_unique" UNIQUE("public_key");--> statement-breakpoint
ALTER TABLE "group_members" ADD CONSTRAINT "group_members_role" CHECK ("group_members"."role" in ('member', 'admin'));--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_name_length" CHECK (char_length("groups"."name") between 1 and 50);