/** The largest file the Import screen takes, in bytes. */
export const UPLOAD_LIMIT = 50_000_000
