/** The largest file the Import screen takes, in bytes. */
export const UPLOAD_LIMIT = 50_000_000

/** The largest body that the API takes as an import, in bytes. */
export const API_UPLOAD_LIMIT = 20_000_000
