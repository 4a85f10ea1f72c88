CREATE TABLE "deployment" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"secret_fingerprint" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "deployment_single" CHECK ("deployment"."single")
);
--> statement-breakpoint
-- No policy and no grant: only the login that owns the tables reads and writes it.
ALTER TABLE deployment ENABLE ROW LEVEL SECURITY;
