-- What an editor deletes waits in the trash, where its owner finds it: only they delete it for good.
DROP POLICY remove ON movies;--> statement-breakpoint
CREATE POLICY remove ON movies FOR DELETE TO mb_app USING (bucket_id = ANY (ARRAY(SELECT owned_buckets())));
