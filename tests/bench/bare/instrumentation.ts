// Without one of its own Next would take that of the folder above.
export function register() {}
