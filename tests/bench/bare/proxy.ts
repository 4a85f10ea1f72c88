import { NextResponse } from 'next/server'

// Without one of its own Next would take that of the folder above.
export function proxy() {
  return NextResponse.next()
}

export const config = { matcher: ['/nowhere'] }
