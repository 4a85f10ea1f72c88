-- What a person may change of an import, and of its rows, also how they change movies.
GRANT UPDATE (mode, fields) ON imports TO mb_app;
--> statement-breakpoint
GRANT UPDATE (same_version, differs, takes, chosen_fields, offers) ON import_rows TO mb_app;
