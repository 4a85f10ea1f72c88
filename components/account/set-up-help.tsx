import { MenuButton, MenuPanel } from '@/components/ui/menu'
import type { ProviderId } from '@/domain/account/providers'

/** The address to register with each provider. */
export type CallbackUrls = Record<ProviderId, string>

const MENU = 'set-up-help'

/** Tells the operator of a copy without a provider what to register where, and what to set. */
export function SetUpHelp({ callbackUrls }: { callbackUrls: CallbackUrls }) {
  return (
    <section className="rounded border bg-surface px-4 py-3 text-sm">
      <h2 className="text-sm">Nobody can sign in here yet</h2>
      <Steps callbackUrls={callbackUrls} />
    </section>
  )
}

/** The same for a copy that people can use already: behind a button at the foot of the page, and over the page. */
export function SetUpLink({ callbackUrls }: { callbackUrls: CallbackUrls }) {
  return (
    <>
      <MenuButton menu={MENU} className="min-h-11 text-sm text-muted underline sm:min-h-8">
        Let people sign in with GitHub or Google
      </MenuButton>
      <MenuPanel id={MENU} role="dialog" aria-label="Let people sign in" className="text-sm sm:w-96">
        <div className="p-2">
          <Steps callbackUrls={callbackUrls} />
        </div>
      </MenuPanel>
    </>
  )
}

function Steps({ callbackUrls }: { callbackUrls: CallbackUrls }) {
  return (
    <>
      <p className="mt-2">
        For the operator of this moviebucket: register it with one of these, set the values you get there, and restart
        it.
      </p>
      <dl className="mt-3 flex flex-col gap-3 [&_code]:font-mono [&_code]:text-xs [&_code]:break-all [&_dt]:font-semibold">
        <div>
          <dt>GitHub: Settings → Developer settings → OAuth Apps</dt>
          <dd>
            Set <code>AUTH_GITHUB_ID</code> and <code>AUTH_GITHUB_SECRET</code>. Callback URL:{' '}
            <code>{callbackUrls.github}</code>
          </dd>
        </div>
        <div>
          <dt>Google: Cloud console → APIs &amp; Services → Credentials</dt>
          <dd>
            Set <code>AUTH_GOOGLE_ID</code> and <code>AUTH_GOOGLE_SECRET</code>. Redirect URI:{' '}
            <code>{callbackUrls.google}</code>
          </dd>
        </div>
        <div>
          <dt>Any OpenID Connect provider</dt>
          <dd>
            Set <code>AUTH_OIDC_ISSUER</code>, <code>AUTH_OIDC_ID</code> and <code>AUTH_OIDC_SECRET</code>. Redirect
            URI: <code>{callbackUrls.oidc}</code>
          </dd>
        </div>
      </dl>
    </>
  )
}
