export function refresh() {}
export function revalidatePath() {}
export function revalidateTag() {}
