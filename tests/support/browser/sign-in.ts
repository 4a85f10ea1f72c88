import type { BrowserContext } from '@playwright/test'
import { addPerson, type Person } from '@/tests/support/builders/people'
import { sessionCookie } from '@/tests/support/builders/sessions'

/** Makes a person and signs this browser in as them, without going through a provider. */
export async function signInAs(context: BrowserContext, given: { baseUrl: string; name?: string }): Promise<Person> {
  const { baseUrl, name } = given
  const person = await addPerson({ name, account: false })
  await context.addCookies([sessionCookie(baseUrl, person.token)])
  return person
}
