-- Apostrophes, quotation marks and dashes of every kind are searched by the plain ones: see foldText().
UPDATE movies SET sort_title = translate(sort_title, '‘’‛ʼ′`“”„‟″‐‑‒–—―−', '''''''''''''"""""-------')
  WHERE sort_title ~ '[‘’‛ʼ′`“”„‟″‐‑‒–—―−]';
--> statement-breakpoint
UPDATE import_rows SET sort_title = translate(sort_title, '‘’‛ʼ′`“”„‟″‐‑‒–—―−', '''''''''''''"""""-------')
  WHERE sort_title ~ '[‘’‛ʼ′`“”„‟″‐‑‒–—―−]';
