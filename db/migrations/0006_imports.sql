CREATE TABLE "import_mappings" (
	"user_id" uuid NOT NULL,
	"header_hash" text NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "import_mappings_user_id_header_hash_pk" PRIMARY KEY("user_id","header_hash")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"bucket_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"row" integer NOT NULL,
	"raw" text NOT NULL,
	"fixes" text,
	"state" text NOT NULL,
	"title" text,
	"sort_title" text COLLATE "C",
	"format" text,
	"length" smallint,
	"release_year" smallint,
	"rating" smallint,
	"movie_id" uuid NOT NULL,
	"given_id" uuid,
	"added_at" timestamp (3) with time zone,
	"changed_at" timestamp (3) with time zone,
	"problems" text,
	"format_word" text,
	"same_row" integer,
	"same_id" uuid,
	"included" boolean DEFAULT false NOT NULL,
	CONSTRAINT "import_rows_bucket_id_import_id_row_pk" PRIMARY KEY("bucket_id","import_id","row"),
	CONSTRAINT "import_rows_state" CHECK ("import_rows"."state" in ('names', 'ready', 'duplicate', 'problem', 'aside'))
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"bucket_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"format" text NOT NULL,
	"header" text NOT NULL,
	"width" integer NOT NULL,
	"settings" jsonb NOT NULL,
	"parts" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"undone" boolean DEFAULT false NOT NULL,
	"cancelled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"created_by" uuid NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "imports_bucket_id_id_pk" PRIMARY KEY("bucket_id","id"),
	CONSTRAINT "imports_state" CHECK ("imports"."state" in ('reading', 'staged', 'done')),
	CONSTRAINT "imports_format" CHECK ("imports"."format" in ('csv', 'json'))
);
--> statement-breakpoint
ALTER TABLE "import_mappings" ADD CONSTRAINT "import_mappings_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_bucket_id_buckets_id_fk" FOREIGN KEY ("bucket_id") REFERENCES "public"."buckets"("id") ON DELETE cascade ON UPDATE no action;